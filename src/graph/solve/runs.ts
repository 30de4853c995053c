import { compareVersions } from "../../model/version.ts";

const runLimit = 4;

/** Some of the published versions, those that follow each other as `1.0.0 to 1.4.2`, ascending; long lists end in a count. */
export function runsText(versions: readonly string[], published: readonly string[]): string {
  const runs = runsOf(versions, published).map((run) => runText(run));
  if (runs.length <= runLimit) return runs.join(", ");
  const rest = runs.length - runLimit + 1;
  return `${runs.slice(0, runLimit - 1).join(", ")} and ${rest} more`;
}

function runsOf(
  versions: readonly string[],
  published: readonly string[],
): readonly (readonly string[])[] {
  const some = new Set(versions);
  const runs: string[][] = [];
  let open = false;
  for (const version of published.toSorted(compareVersions)) {
    if (some.has(version) && open) runs.at(-1)?.push(version);
    else if (some.has(version)) runs.push([version]);
    open = some.has(version);
  }
  return runs;
}

function runText(run: readonly string[]): string {
  return run.length < 3 ? run.join(", ") : `${run[0]} to ${run.at(-1)}`;
}
