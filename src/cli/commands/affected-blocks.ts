import type { AffectedBlueprint, AffectedReport } from "../../app/affected/report.ts";
import type { Block } from "../../report/index.ts";
import { count } from "../phrase.ts";

export function affectedBlocks(report: AffectedReport): readonly Block[] {
  const { blueprints, removed, notes } = report;
  return [
    ...(blueprints.length === 0 ? [] : [table(blueprints)]),
    ...removed.map(({ name, folder }) => note(`${name} of ${folder} is published no more`)),
    ...notes.map((text) => note(text)),
    { kind: "line", text: summary(report) },
  ];
}

function note(text: string): Block {
  return { kind: "line", text: `note: ${text}`, tone: "dim" };
}

function table(blueprints: readonly AffectedBlueprint[]): Block {
  return {
    kind: "table",
    head: ["wave", "blueprint", "version", "folder", "why"],
    rows: blueprints.map(({ wave, name, version, folder, reason, because }) => [
      String(wave),
      { text: name, tone: "strong" },
      version,
      folder,
      why({ reason, because }),
    ]),
  };
}

function why({ reason, because }: Pick<AffectedBlueprint, "reason" | "because">): string {
  if (because.length === 0) return reason;
  return `${reason} ${reason === "changed" ? "in" : "on"} ${because.join(", ")}`;
}

function summary({ blueprints, base, head }: AffectedReport): string {
  const what = count(blueprints.length, "blueprint");
  const between = base === null ? `at ${short(head)}` : `from ${short(base)} to ${short(head)}`;
  return `${what} affected ${between}`;
}

function short(commit: string): string {
  return commit.slice(0, 12);
}
