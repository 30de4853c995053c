import { withChart } from "../charts.ts";
import { needsRender } from "../needs-render.ts";
import type { Rule } from "../rule.ts";

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

  check: () => [],

  notRun: ({ units }) => (withChart(units).length === 0 ? undefined : needsRender),
};
