import type {
  Known,
  OutsideWant,
  Problem,
  Questions,
  Resolution,
  Want,
} from "../../../src/graph/index.ts";
import { solve } from "../../../src/graph/index.ts";
import { satisfies } from "../../../src/model/version.ts";

/** Wants by blueprint and version, versions in order of preference; a want is `c ^1`, or `c` for any version. */
export type Catalogue = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export function wantOf(text: string): Want {
  const [blueprint = "", ...range] = text.split(" ");
  return { blueprint, range: range.length === 0 ? undefined : range.join(" ") };
}

/** Solves what `you` want, and counts the rounds of questions: nothing is known before it is asked. */
export function solveFor(
  catalogue: Catalogue,
  ...wanted: readonly string[]
): { readonly resolution: Resolution; readonly rounds: readonly Questions[] } {
  const versions = new Set<string>();
  const wants = new Set<string>();
  const known: Known = {
    versions: (blueprint) =>
      versions.has(blueprint) ? Object.keys(catalogue[blueprint] ?? {}) : undefined,
    wants: (blueprint, version) =>
      wants.has(`${blueprint} ${version}`)
        ? catalogue[blueprint]?.[version]?.map((text) => wantOf(text))
        : undefined,
  };
  const outside: OutsideWant[] = wanted.map((text) => ({ by: "you", ...wantOf(text) }));
  const problem: Problem = {
    wants: outside,
    known,
    admits: (range, version) => satisfies(version, range),
  };
  const rounds: Questions[] = [];
  const search = solve(problem);
  for (;;) {
    const step = search.next();
    if (step.done === true) return { resolution: step.value, rounds };
    rounds.push(step.value);
    for (const name of step.value.versions) versions.add(name);
    for (const { blueprint, version } of step.value.wants) wants.add(`${blueprint} ${version}`);
  }
}
