import { nearest } from "../../model/nearest.ts";
import type { ChartUnit } from "../charts.ts";
import { naming, unreadSubcharts, unreadTemplates, withChart } from "../charts.ts";
import { helmOf } from "../flux/pinned.ts";
import type { Complaint, Rule } from "../rule.ts";
import { helmFunctions, isKnownTo, knownSince } from "../template/functions.ts";
import type { Template } from "../template/template.ts";
import { templatesOf } from "../template/template.ts";
import { wordsOf } from "../template/words.ts";

/** The oldest Flux that is supported; its helm-controller is 1.1.0. */
const oldestFlux = "2.4";

/** One unknown function fails the whole chart, whatever the values say. */
export const knownFunctions: Rule = {
  id: "BP303",
  name: "known-functions",
  severity: "error",
  summary: "Templates call no function that the oldest supported Helm does not know.",
  why: "A template with an unknown function cannot be parsed, so a value that turns its file off does not help; the author's newer Helm shows nothing of it.",
  remedy: "Write it with functions that the oldest supported Helm has, in vendored subcharts too.",
  examples: { bad: "{{ toYamlPretty .Values }}\n", good: "{{ toYaml .Values }}\n" },

  *check({
    units,
    flux = oldestFlux,
    oldestHelm: helm = helmOf(flux) ?? helmOf(oldestFlux) ?? "",
  }) {
    for (const unit of withChart(units)) {
      for (const template of templatesOf(unit.chart) ?? []) yield* inTemplate(template, unit, helm);
    }
  },

  notRun: ({ units }) =>
    unreadTemplates(units) ??
    naming("charts in charts/ could not be read of", withChart(units).filter(hasUnread)),
};

function hasUnread({ chart }: ChartUnit): boolean {
  return unreadSubcharts(chart).length > 0;
}

function* inTemplate(template: Template, unit: ChartUnit, helm: string): Iterable<Complaint> {
  for (const { body, bodyStart } of template.actions) {
    for (const { kind, text, start } of wordsOf(body)) {
      if (kind !== "function" || isKnownTo(text, helm)) continue;
      const from = bodyStart + start;
      yield {
        at: template.locate(from, from + text.length),
        message: faultOf(text, helm),
        unit,
      };
    }
  }
}

function faultOf(name: string, helm: string): string {
  const since = knownSince(name);
  if (since !== undefined) return `${name} came with Helm ${since}, and ${helm} must read this`;
  const near = nearest(name, helmFunctions);
  return `Helm knows no function ${name}${near === undefined ? "" : `; did you mean ${near}?`}`;
}
