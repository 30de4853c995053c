import type { UnitRender } from "../../model/render.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Source } from "../packaging.ts";
import type { UnitRendered } from "./render-units.ts";
import { renderUnits } from "./render-units.ts";
import { servedBy } from "./served-by.ts";
import type { RenderPorts, RenderSettings } from "./settings.ts";
import { unitRenders } from "./unit-renders.ts";

/** Told from every namespace that a chart may write by itself. */
const namespace = "release-namespace";

type Asked = Pick<RenderSettings, "helms" | "kubernetes">;

/** What the units render to by default, by folder. @throws BpError as renderUnits */
export async function rendersOf(
  units: readonly Unit[],
  source: Source,
  asked: Asked,
  ports: RenderPorts,
): Promise<ReadonlyMap<string, UnitRender>> {
  return unitRenders(await measuredRenders(units, source, asked, ports), namespace);
}

/** The same, a render each, with what Helm would keep of the releases. @throws BpError as renderUnits */
export function measuredRenders(
  units: readonly Unit[],
  source: Source,
  asked: Asked,
  ports: RenderPorts,
): Promise<readonly UnitRendered[]> {
  const apiVersions = servedBy(source.workspace);
  const none = { values: [], set: [] };
  const settings: RenderSettings = { ...asked, ...none, namespace, apiVersions, measure: true };
  return renderUnits(units, source, settings, ports);
}
