import type { GraphReport } from "./graph-report.ts";

/** What the graph is of. */
export function titleOf({ kit, why }: GraphReport): string {
  if (why !== undefined) return `why ${why.from} needs ${why.to}`;
  return kit ?? "depends";
}

/** What is counted, and the longest chain, in one line; a picture's waves are those of the opened cycles. */
export function textOf(report: GraphReport, planned: number): string {
  const { nodes, edges, waves, cycles, longestChain, kit, implied } = report;
  const noun = kit === null ? "blueprint" : "release";
  const counts = [
    counted(nodes.length, noun),
    ...(planned === 0 ? [] : [`${planned} still to come`]),
    counted(edges.length, "edge"),
    ...(implied === undefined ? [] : [`${implied.length} implied`]),
    cycles.length === 0 ? counted(waves.length, "wave") : counted(cycles.length, "cycle"),
  ].join(", ");
  if (cycles.length > 0) return `${counts}; the waves are those once they are opened`;
  return longestChain.length < 3
    ? counts
    : `${counts}; the longest chain: ${longestChain.join(" → ")}`;
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
