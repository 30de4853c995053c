import type { Want } from "../../../src/graph/index.ts";
import { satisfies } from "../../../src/model/version.ts";
import type { Catalogue } from "./catalogue.ts";
import { wantOf } from "./catalogue.ts";

export type Choice = Readonly<Record<string, string>>;

/** Every choice of versions that meets all wants and holds nothing that nobody wants, by trying every combination. */
export function everySolution(catalogue: Catalogue, wanted: readonly string[]): readonly Choice[] {
  let choices: Choice[] = [{}];
  for (const [name, versions] of Object.entries(catalogue)) {
    choices = choices.flatMap((choice) => [
      choice,
      ...Object.keys(versions).map((version) => ({ ...choice, [name]: version })),
    ]);
  }
  return choices.filter((choice) => meetsAll(choice, catalogue, wanted));
}

/** Whether a choice meets all wants and holds nothing that nobody wants. */
export function meetsAll(choice: Choice, catalogue: Catalogue, wanted: readonly string[]): boolean {
  return discovery(choice, catalogue, wanted)?.length === Object.keys(choice).length;
}

/** The best of the solutions: where two first differ, in order of discovery, the preferred version wins. */
export function bestOf(
  solutions: readonly Choice[],
  catalogue: Catalogue,
  wanted: readonly string[],
): Choice | undefined {
  const ranks = (choice: Choice): readonly number[] =>
    (discovery(choice, catalogue, wanted) ?? []).map((name) =>
      Object.keys(catalogue[name] ?? {}).indexOf(choice[name] ?? ""),
    );
  return solutions.toSorted((a, b) => {
    const [left, right] = [ranks(a), ranks(b)];
    const at = left.findIndex((rank, index) => rank !== right[index]);
    return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
  })[0];
}

/** The names of a choice as they come to be wanted; undefined where a want is not met. */
function discovery(
  choice: Choice,
  catalogue: Catalogue,
  wanted: readonly string[],
): readonly string[] | undefined {
  const names = new Set<string>();
  const meet = ({ blueprint, range }: Want): boolean => {
    names.add(blueprint);
    const version = choice[blueprint];
    return version !== undefined && (range === undefined || satisfies(version, range));
  };
  const wants = wanted.map((text) => wantOf(text));
  if (!wants.map((want) => meet(want)).every(Boolean)) return undefined;
  for (const name of names) {
    const own = catalogue[name]?.[choice[name] ?? ""] ?? [];
    if (!own.map((text) => meet(wantOf(text))).every(Boolean)) return undefined;
  }
  return [...names];
}
