import type { Block } from "../../report/index.ts";

/** One thing that failed, as a person reads it. */
export interface Failure {
  readonly text: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
}

/** What one piece of advice is for stands together, each once. */
export function failureBlocks(failures: readonly Failure[]): readonly Block[] {
  return [...Map.groupBy(failures, ({ hint }) => hint)].map(([hint, group]) => {
    const lines = [...new Set(group.map(({ text }) => text))];
    const help = hint === undefined ? [] : [`  help: ${hint}`];
    return { kind: "line", text: [...lines, ...help].join("\n"), tone: "bad" };
  });
}
