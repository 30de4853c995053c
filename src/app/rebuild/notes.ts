import type { EmbeddedChart } from "../../chart/index.ts";
import { hexOf } from "../../model/digest.ts";
import type { RecordedBuild, RecordedSubchart, RecordedTool } from "./recorded.ts";

export interface Outcome {
  readonly tool: RecordedTool;
  readonly identical: boolean;
  readonly subcharts: readonly EmbeddedChart[];
}

/** What of the two builds is not the same, and what follows from it. */
export function rebuildNotes(build: RecordedBuild, outcome: Outcome): readonly string[] {
  const { identical } = outcome;
  return [
    ...dirtyNotes(build, identical),
    ...toolNotes(build, outcome),
    ...otherCharts(build, outcome),
  ];
}

function dirtyNotes({ source }: RecordedBuild, identical: boolean): readonly string[] {
  if (!source.dirty) return [];
  return [
    identical
      ? "the provenance says that files differed from the commit when it was published: none of this artifact's did"
      : "the provenance says that files differed from the commit when it was published: what is not committed cannot be built again",
  ];
}

function toolNotes({ tool: then }: RecordedBuild, { tool: now, identical }: Outcome): string[] {
  if (then === undefined) return ["the provenance does not say which program built it"];
  const same = then.version === now.version && then.dirHash === now.dirHash;
  if (same || identical) return [];
  if (then.version !== now.version)
    return [`it was built by bp ${then.version}, and this is ${now.version}`];
  const [was, is] = [then, now].map(({ dirHash }) => dirHash ?? "not told");
  return [
    `it was built by another bp ${then.version}: its files are ${was}, those of this one ${is}`,
  ];
}

/** A chart inside that is of other bytes than the provenance says. */
function otherCharts(build: RecordedBuild, { subcharts, identical }: Outcome): readonly string[] {
  if (identical) return [];
  return build.subcharts.flatMap((recorded) => {
    const now = subcharts.find((one) => isOf(one, recorded));
    const sha256 = now?.digest === undefined ? undefined : hexOf(now.digest);
    if (recorded.sha256 === undefined || recorded.sha256 === sha256) return [];
    const { name, version } = recorded;
    return [
      `the provenance names ${name} ${version} by the archive sha256:${recorded.sha256}, and here it is ${sha256 === undefined ? "none" : `sha256:${sha256}`}`,
    ];
  });
}

function isOf({ name, version }: EmbeddedChart, recorded: RecordedSubchart): boolean {
  return name === recorded.name && version === recorded.version;
}
