import type { BreakEntry, PhaseEntry, Place } from "../../app/graph/graph-report.ts";
import type { Block } from "../../report/index.ts";
import { count } from "../phrase.ts";

/** Members that are named in a heading. */
const few = 6;

/** Which edges to defer, and the phases with their edits. */
export function breakBlocks({
  names,
  deferred,
  cost,
  atLeast,
  phases,
}: BreakEntry): readonly Block[] {
  const members =
    names.length <= few
      ? names.join(", ")
      : `${names.slice(0, few).join(", ")} and ${names.length - few} more`;
  const proof =
    cost === atLeast
      ? "nothing cheaper opens it"
      : `a choice may cost up to ${Math.floor((1 - atLeast / cost) * 100)} % less`;
  const heading = `to open the cycle of ${members}: defer ${count(deferred.length, "edge")} (${proof})`;
  return [
    { kind: "line", text: heading, tone: "strong" },
    { kind: "line", text: phases.map((phase) => phaseText(phase)).join("\n") },
  ];
}

function phaseText({ phase, edits, install }: PhaseEntry): string {
  const width = Math.max(0, ...edits.map((edit) => placeText(edit).length));
  const steps = install.map((wave) => wave.join(", ")).join(", then ");
  return [
    `  ${phase}.`,
    ...edits.map((edit) => `     ${placeText(edit).padEnd(width)}  ${edit.text}`),
    `     install ${steps}`,
  ].join("\n");
}

export function placeText({ file, line }: Place): string {
  return `${file}:${line}`;
}
