import type { KitFile, KitRelease } from "../../model/kit.ts";
import type { MappingPair } from "../../model/yaml-node.ts";
import { entry, nodeAt, pair } from "../../yaml/index.ts";
import type { TextEdit } from "../../yaml/index.ts";
import { indentOf } from "../insert.ts";
import { filesOf, noKit } from "../kits.ts";
import type { Complaint, Rule } from "../rule.ts";
import { fixOf } from "../text-change.ts";

/** How far `chart:` stands in where spec and chart are indented by two. */
const usual = 6;

/** Tools that edit by the line find a pin by its indent. */
export const pinLayout: Rule = {
  id: "BP504",
  name: "pin-layout",
  severity: "info",
  summary:
    "The chart and the version that a release pins stand on lines of their own, six spaces in.",
  why: "A tool that bumps pins line by line passes over any other layout in silence, and the old version stays.",
  remedy: "Indent by two: spec, chart, spec, and then chart: and version:.",
  fixes: "some",
  examples: {
    bad: "spec:\n  chart:\n      spec:\n          chart: bp-x\n",
    good: "spec:\n  chart:\n    spec:\n      chart: bp-x\n",
  },

  *check(input) {
    for (const { file } of filesOf(input)) {
      for (const release of file.releases) yield* judge(release, file);
    }
  },

  notRun: noKit,
};

function* judge({ root, name }: KitRelease, file: KitFile): Iterable<Complaint> {
  const pin = nodeAt(root, "/spec/chart/spec");
  const odd = ["chart", "version"]
    .map((key) => pair(pin, key))
    .find((one) => one !== undefined && indentOf(file.text, one)?.length !== usual);
  if (odd === undefined) return;
  const chart = pair(entry(root, "spec"), "chart");
  const edits = chart === undefined ? undefined : reindented(chart, file.text);
  yield {
    at: odd.key.at,
    pointer: `/spec/chart/spec/${odd.name}`,
    message: `${odd.name} of ${name} does not stand on a line of its own, six spaces in`,
    ...(edits === undefined
      ? {}
      : { fix: fixOf("indent by two", { file: file.path, text: file.text }, edits) }),
  };
}

/** Moves the two levels below `chart:`; what stands deeper moves along. Only where `chart:` stands right and all is in blocks. */
function reindented(chart: MappingPair, text: string): readonly TextEdit[] | undefined {
  const spec = pair(chart.value, "spec");
  if (
    indentOf(text, chart)?.length !== usual - 4 ||
    !isBlock(chart) ||
    spec === undefined ||
    !isBlock(spec)
  )
    return undefined;
  const siblings = chart.value.kind === "mapping" ? chart.value.pairs : [];
  const first = spec.value.kind === "mapping" ? spec.value.pairs[0] : undefined;
  const [outer, inner] = [indentOf(text, spec), first && indentOf(text, first)];
  if (siblings.length !== 1 || outer === undefined || inner === undefined) return undefined;
  const lines = linesOf(text, spec.key.start, chart.value.end);
  return lines.flatMap(({ start, blank }, index) => {
    const shift = index === 0 ? usual - 2 - outer.length : usual - inner.length;
    const wanted = " ".repeat(Math.max(blank + shift, 0));
    return shift === 0 ? [] : { start, end: start + blank, text: wanted };
  });
}

function isBlock({ value }: MappingPair): boolean {
  return value.kind === "mapping" && !value.flow;
}

/** The lines from a key to an end, empty ones left out, with how much white space they begin with. */
function linesOf(text: string, from: number, end: number): { start: number; blank: number }[] {
  const found: { start: number; blank: number }[] = [];
  let start = text.lastIndexOf("\n", from - 1) + 1;
  while (start < end) {
    const next = text.indexOf("\n", start);
    const line = text.slice(start, next === -1 ? text.length : next);
    const blank = line.length - line.trimStart().length;
    if (line.trim() !== "" && start + blank < end) found.push({ start, blank });
    if (next === -1) break;
    start = next + 1;
  }
  return found;
}
