import type { Target } from "../../model/reference.ts";
import type { Unit } from "../../model/workspace.ts";
import { ships } from "../../model/workspace.ts";
import type { Source } from "../packaging.ts";
import { chartWants } from "./chart-wants.ts";
import { imageWants } from "./image-wants.ts";
import { secretFindings } from "./kit-repositories.ts";
import { kitWants } from "./kit-wants.ts";
import type { MirrorSet } from "./set.ts";
import type { ImageSearch } from "./unit-images.ts";
import { unitImages } from "./unit-images.ts";
import { distinct } from "./wanted.ts";

export interface SetInput {
  readonly source: Source;
  readonly units: readonly Unit[];
  /** Also what the bootstrap kits pin. */
  readonly kits: boolean;
  /** How images are found; undefined: they are left out. */
  readonly images: ImageSearch | undefined;
  /** Where our own charts are. */
  readonly own: Target;
}

/** The mirror set of a workspace (BP901): what the kits pin, the charts, and the images of their default render. */
export async function workspaceSet(input: SetInput): Promise<MirrorSet> {
  const { source, units, own, images } = input;
  const { workspace } = source;
  const kits = input.kits ? (workspace.kits ?? []) : [];
  const charts = new Set(workspace.units.filter(ships).map(({ name }) => name));
  const pinned = kitWants(kits, charts, own);
  const found = images === undefined ? [] : await unitImages(units, source, images);
  const run = imageWants(found);
  return {
    wanted: distinct([...chartWants(units, own), ...pinned.wanted, ...run.wanted]),
    findings: [...pinned.findings, ...secretFindings(kits), ...run.findings],
    notRun: run.unknown.map((reason) => ({ ruleId: "BP901", reason })),
  };
}
