import type { Rendered, RenderFault } from "../../model/render.ts";
import type { ChartUnit } from "../charts.ts";
import { withChart } from "../charts.ts";
import { unrendered } from "../rendered/not-run.ts";
import { sourcePlace } from "../rendered/place.ts";
import type { Complaint, Rule } from "../rule.ts";

const annotation = "catalyst.openova.io/smoke-render-mode";

/** Fewer lines than any object has. */
const fewest = 5;

/** A chart that renders nothing looks installed. */
export const emptyRender: Rule = {
  id: "BP301",
  name: "empty-render",
  severity: "error",
  summary: "A chart renders something with its default values, or says that it is off by default.",
  why: "A release without objects is ready at once, and what depends on it waits for something that will never be there.",
  remedy:
    "Turn something on by default, or annotate the chart with smoke-render-mode: default-off.",
  examples: {
    bad: "{{- if .Values.enabled }}   # enabled: false\n",
    good: "# Chart.yaml\nannotations:\n  catalyst.openova.io/smoke-render-mode: default-off\n",
  },

  *check({ units }) {
    for (const unit of withChart(units)) yield* judge(unit);
  },

  notRun: (input) => unrendered(input),
};

function* judge(unit: ChartUnit): Iterable<Complaint> {
  if (unit.render === undefined) return;
  const { helm, rendered, others } = unit.render;
  if (rendered.kind === "rendered") yield* tooLittle(unit, rendered.output);
  if (rendered.kind === "failed") yield* refusal(unit, rendered, "");
  for (const other of others)
    if (other.rendered.kind === "failed" && !sameFault(other.rendered, rendered))
      yield* refusal(unit, other.rendered, ` by helm ${other.helm}, unlike by ${helm}`);
}

function* tooLittle(unit: ChartUnit, output: string): Iterable<Complaint> {
  const lines = output.split("\n").filter((line) => !/^\s*(?:#.*|---)?\s*$/u.test(line));
  const { annotations } = unit.chart.metadata;
  if (lines.length >= fewest || annotations[annotation] === "default-off") return;
  const what = lines.length === 0 ? "nothing" : "next to nothing";
  const message = `with its default values the chart renders ${what}`;
  yield { at: unit.chart.nameAt, message, unit };
}

function* refusal(unit: ChartUnit, fault: RenderFault, by: string): Iterable<Complaint> {
  const { message: reason, asked, source, line = 1, column } = fault;
  const { metadata, nameAt } = unit.chart;
  if (asked && metadata.annotations[annotation] === "requires-overlay") return;
  const place = column === undefined ? { line } : { line, column };
  const at = source === undefined ? nameAt : sourcePlace(unit, { source, ...place });
  const message = `the chart does not render with its default values${by}: ${reason}`;
  const help = asked ? { help: helpWhereAsked } : {};
  yield { at, message, unit, ...help };
}

const helpWhereAsked =
  "Give the value a default, or annotate the chart with smoke-render-mode: requires-overlay.";

/** Every Helm refuses what one does, mostly. */
function sameFault(fault: RenderFault, first: Rendered): boolean {
  return first.kind === "failed" && first.source === fault.source && first.line === fault.line;
}
