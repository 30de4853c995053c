import type { Break } from "../../graph/index.ts";
import type { WrittenEdge } from "../../lint/index.ts";
import type { BreakEntry } from "./graph-report.ts";

/** A break as reports have it. */
export function breakEntry(one: Break<WrittenEdge>): BreakEntry {
  const { names, deferred, cost, atLeast, phases } = one;
  return {
    names,
    deferred: deferred.map(({ edge, remedy }) => {
      const { from, to, file, line } = edge;
      return { from, to, file, line, remedy: remedy.kind };
    }),
    cost,
    atLeast,
    phases: phases.map(({ edits, install }, at) => ({ phase: at + 1, edits, install })),
  };
}
