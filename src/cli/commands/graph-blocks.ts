import type { GraphReport, Step, WhyEntry } from "../../app/graph/graph-report.ts";
import type { Block, SourceLines } from "../../report/index.ts";
import { count } from "../phrase.ts";
import { breakBlocks, placeText } from "./break-blocks.ts";

/** The drawing, what is wrong with it, how its cycles are opened, and the sums; or the paths that were asked for. */
export function graphBlocks(
  report: GraphReport,
  drawing: string,
  source: SourceLines,
): readonly Block[] {
  if (report.why !== undefined) return whyBlocks(report.why, report.kit);
  return [
    { kind: "raw", text: drawing },
    { kind: "findings", findings: report.findings, source },
    ...report.breaks.flatMap((one) => breakBlocks(one)),
    ...report.bounds.map((text): Block => ({ kind: "line", text, tone: "warn" })),
    { kind: "line", text: totals(report) },
  ];
}

function totals(report: GraphReport): string {
  const { nodes, edges, waves, cycles, missing, unsatisfied, kit } = report;
  const faults = [
    ...(cycles.length === 0 ? [] : [count(cycles.length, "cycle")]),
    ...(missing.length === 0 ? [] : [`${missing.length} missing`]),
    ...(unsatisfied.length === 0 ? [] : [`${unsatisfied.length} unsatisfied`]),
  ];
  const unsaid = report.implied?.length ?? 0;
  const sums = [
    count(nodes.length, kit === null ? "node" : "release"),
    count(edges.length, "edge"),
    count(waves.length, "wave"),
    ...faults,
    ...(report.implied === undefined ? [] : [`${unsaid} implied`]),
  ].join(", ");
  return kit === null ? sums : `${kit}: ${sums}`;
}

function whyBlocks(
  { from, to, paths, more, backwards }: WhyEntry,
  kit: string | null,
): readonly Block[] {
  const scope = kit === null ? "" : ` --kit ${kit}`;
  if (paths.length === 0)
    return [
      { kind: "line", text: `${from} does not need ${to}`, tone: "strong" },
      ...(backwards
        ? [
            {
              kind: "line" as const,
              text: `${to} needs ${from}: bp graph${scope} --why ${to} ${from}`,
            },
          ]
        : []),
    ];
  const ways = more ? `the ${paths.length} shortest ways` : count(paths.length, "way");
  return [
    { kind: "line", text: `${from} needs ${to}, by ${ways}`, tone: "strong" },
    ...paths.map((path): Block => ({ kind: "raw", text: pathText(from, path) })),
  ];
}

function pathText(from: string, path: readonly Step[]): string {
  const rows = path.map((step, at) => ({
    step: `${"   ".repeat(at)}└─ ${wordsOf(step)}`,
    place: placeText(step),
  }));
  const width = Math.max(0, ...rows.map(({ step }) => step.length));
  return [from, ...rows.map(({ step, place }) => `${step.padEnd(width)}  ${place}`), ""].join("\n");
}

function wordsOf({ to, range, when }: Step): string {
  return [to, range === null ? "" : `(${range})`, when === null ? "" : `when ${when}`]
    .filter((word) => word !== "")
    .join(" ");
}
