import { foldName } from "../model/blueprint.ts";
import type { KitSlot } from "../model/kit.ts";
import type { Report } from "../model/report.ts";
import type { Unit, Workspace } from "../model/workspace.ts";
import type { ListedVersion } from "./versions/version-states.ts";

export interface ListedBlueprint {
  readonly name: string;
  readonly folder: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly visibility: string | null;
  /** The chart's name, null where the blueprint has none. */
  readonly chart: string | null;
  /** Where the manifests lie that Kustomize builds, absent where the blueprint ships none. */
  readonly manifests?: string;
  readonly kitSlots: readonly {
    readonly file: string;
    readonly name: string;
    readonly version: string;
  }[];
}

export interface ListedChart {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  readonly blueprint: string | null;
}

export interface ListReport extends Report {
  readonly blueprints: readonly ListedBlueprint[];
  readonly charts: readonly ListedChart[];
  readonly drafts: readonly { readonly folder: string }[];
  /** Where they were asked for. */
  readonly versions?: readonly ListedVersion[];
}

/** Faults of loading that hide what a file would have shown. */
const hiding: ReadonlySet<string> = new Set(["FILE", "YAML", "CHART"]);

/** What the selection holds. A file that cannot be read is told, since the list lacks what it holds; other faults are lint's. */
export function list(workspace: Workspace, units: readonly Unit[]): ListReport {
  const slots = Map.groupBy(workspace.kitSlots, (slot) => foldName(slot.chart));
  const findings = workspace.findings.filter(({ ruleId }) => hiding.has(ruleId));
  const broken = findings.length > 0;
  return {
    schemaVersion: 1,
    command: "list",
    ok: !broken,
    exitCode: broken ? 1 : 0,
    findings,
    blueprints: units.flatMap((unit) => blueprintOf(unit, slots)),
    charts: units.flatMap(({ chart, blueprint }) =>
      chart === undefined
        ? []
        : [
            {
              name: chart.metadata.name,
              version: chart.metadata.version,
              folder: chart.folder,
              blueprint: blueprint?.name ?? null,
            },
          ],
    ),
    drafts: workspace.drafts.map((folder) => ({ folder })),
  };
}

function blueprintOf(
  { folder, name, chart, kustomize, blueprint }: Unit,
  slots: ReadonlyMap<string, readonly KitSlot[]>,
): readonly ListedBlueprint[] {
  if (blueprint === undefined) return [];
  return [
    {
      name: blueprint.name,
      folder,
      version: blueprint.version ?? "",
      apiVersion: blueprint.apiVersion,
      visibility: blueprint.visibility ?? null,
      chart: chart?.metadata.name ?? null,
      ...(kustomize === undefined ? {} : { manifests: kustomize.folder }),
      kitSlots: (slots.get(foldName(name)) ?? []).map(({ file, name: release, version }) => ({
        file,
        name: release,
        version,
      })),
    },
  ];
}
