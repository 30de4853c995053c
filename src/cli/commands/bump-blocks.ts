import type { Bumped } from "../../app/bump/bump.ts";
import type { BumpReport } from "../../app/bump/report.ts";
import { textsOf } from "../../app/fix/plan.ts";
import type { Block } from "../../report/index.ts";
import { unifiedDiff } from "../../report/index.ts";
import { count } from "../phrase.ts";

/** What was written, by unit and by file. */
export function bumpBlocks({ report, files }: Bumped): readonly Block[] {
  const { steps, left, removed, changes } = report;
  if (steps.length === 0) return [{ kind: "line", text: "nothing to bump", tone: "good" }];
  const moved = steps.filter(({ from, to }) => from !== to);
  const written = `wrote ${count(changes.length, "place")} in ${count(files.length, "file")}`;
  return [
    ...(moved.length === 0 ? [] : [table(moved)]),
    {
      kind: "line",
      text: [written, ...removed.map((path) => `removed ${path}`)].join("\n"),
      tone: "good",
    },
    ...(left.length === 0
      ? []
      : [{ kind: "line" as const, text: leftLines(report), tone: "warn" as const }]),
  ];
}

function table(steps: BumpReport["steps"]): Block {
  return {
    kind: "table",
    head: ["blueprint", "from", "to", "why"],
    rows: steps.map(({ name, from, to, reason, because }) => [
      name,
      from,
      to,
      reason === "dependent" ? `it holds ${because.join(", ")}` : [reason, ...because].join(": "),
    ]),
  };
}

/** What a person must do, a line each. */
export function leftLines({ left }: BumpReport): string {
  return left
    .map(({ file, line, column, message }) => `${file}:${line}:${column}: left: ${message}`)
    .join("\n");
}

export async function bumpDiff({ files }: Bumped): Promise<readonly Block[]> {
  if (files.length === 0) return [{ kind: "line", text: "nothing to write", tone: "good" }];
  return [{ kind: "raw", text: await unifiedDiff(files.map(textsOf)), language: "diff" }];
}
