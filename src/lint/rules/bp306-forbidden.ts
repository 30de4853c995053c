import type { ChartUnit } from "../charts.ts";
import { unreadTemplates, withChart } from "../charts.ts";
import type { Forbidden } from "../forbidden.ts";
import { forbidden, severityInValues } from "../forbidden.ts";
import { lastKey, leafPlace, leavesOf } from "../leaves.ts";
import type { Complaint, Rule } from "../rule.ts";
import type { Template } from "../template/template.ts";
import { ownTemplates } from "../template/template.ts";

const inDefaults = forbidden.filter(
  (one): one is Forbidden & Required<Pick<Forbidden, "value">> => one.value !== undefined,
);

/** What worked on the first cluster and on no other. */
export const forbiddenContent: Rule = {
  id: "BP306",
  name: "forbidden",
  severity: "error",
  summary:
    "A chart holds nothing that is tied to one cluster: Traefik's APIs, hosts of the vendor, node ports, local-path storage.",
  why: "Charts were first written for one cluster, and what they took from it, its ingress, its hosts, its disks, fails or leaks on every other.",
  remedy: "Take it from values that each cluster sets, or use what every Sovereign has.",
  examples: {
    bad: "apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\n",
    good: "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n",
  },

  *check({ units }) {
    for (const unit of withChart(units)) {
      const { chart } = unit;
      yield* inValues(unit);
      for (const template of ownTemplates(chart)) yield* inTemplate(template, unit);
    }
  },

  notRun: ({ units }) => unreadTemplates(units),
};

function* inValues(unit: ChartUnit): Iterable<Complaint> {
  for (const leaf of leavesOf(unit.chart.values?.root)) {
    const text = leaf.node.value;
    if (typeof text !== "string") continue;
    const found = inDefaults.find(({ value }) => value.text.test(text));
    if (found === undefined || !found.value.key.test(lastKey(leaf.path))) continue;
    const message = `${leaf.path.join(".")} is ${text} by default, which ${found.reason}`;
    yield { ...leafPlace(leaf), severity: severityInValues, message, unit };
  }
}

function* inTemplate(template: Template, unit: ChartUnit): Iterable<Complaint> {
  for (const { reason, template: pattern } of forbidden.filter(hasPattern)) {
    for (const match of template.blanked.matchAll(pattern)) {
      const [whole, text = ""] = match;
      const start = match.index + whole.lastIndexOf(text);
      const at = template.locate(start, start + text.length);
      yield { at, message: `${text} ${reason}`, unit };
    }
  }
}

function hasPattern(one: Forbidden): one is Forbidden & { readonly template: RegExp } {
  return one.template !== undefined;
}
