import { each } from "../../support/parallel.ts";
import type { GoldenCase } from "./case.ts";
import { helms, lay, ours } from "./compare.ts";
import type { Verdict } from "./verdict.ts";
import { judge } from "./verdict.ts";

export interface Judged {
  readonly name: string;
  readonly verdict: Verdict;
}

/** Packages every chart with that helm and with our own code, and says how they compare. */
export function judgeAll(helm: string, cases: readonly GoldenCase[]): Promise<readonly Judged[]> {
  return each(cases, 2, async (one) => {
    const { root, remove } = lay(one);
    try {
      const own = await ours(root);
      return { name: one.name, verdict: judge(own, await helms(helm, root)) };
    } finally {
      remove();
    }
  });
}

/** What must not be: one line a chart. */
export function faults(judged: readonly Judged[]): readonly string[] {
  return judged.flatMap(({ name, verdict }) =>
    verdict.kind === "different" ? [`${name}: ${verdict.why}`] : [],
  );
}

export function count(judged: readonly Judged[], kind: Verdict["kind"]): number {
  return judged.filter(({ verdict }) => verdict.kind === kind).length;
}

/** The differences on purpose, each with how often it was met, sorted. */
export function designs(judged: readonly Judged[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { verdict } of judged) {
    if (verdict.kind === "by design") counts.set(verdict.why, (counts.get(verdict.why) ?? 0) + 1);
  }
  return [...counts].map(([why, times]) => `${times} × ${why}`).toSorted();
}
