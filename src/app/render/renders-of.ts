import type { UnitRender } from "../../model/render.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Source } from "../packaging.ts";
import { renderUnits } from "./render-units.ts";
import { servedBy } from "./served-by.ts";
import type { RenderPorts, RenderSettings } from "./settings.ts";
import { unitRenders } from "./unit-renders.ts";

/** Told from every namespace that a chart may write by itself. */
const namespace = "release-namespace";

/** What the units render to by default, by folder. @throws BpError as renderUnits */
export async function rendersOf(
  units: readonly Unit[],
  source: Source,
  asked: Pick<RenderSettings, "helms" | "kubernetes">,
  ports: RenderPorts,
): Promise<ReadonlyMap<string, UnitRender>> {
  const apiVersions = servedBy(source.workspace);
  const settings: RenderSettings = { ...asked, namespace, apiVersions, values: [], set: [] };
  return unitRenders(await renderUnits(units, source, settings, ports), namespace);
}
