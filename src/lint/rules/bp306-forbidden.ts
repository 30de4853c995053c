import type { YamlNode } from "../../model/yaml-node.ts";
import { pointerTo, scalarText } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { unreadTemplates, withChart } from "../charts.ts";
import type { Forbidden } from "../forbidden.ts";
import { forbidden, severityInValues } from "../forbidden.ts";
import type { Complaint, Rule } from "../rule.ts";
import type { Template } from "../template/template.ts";
import { ownTemplates } from "../template/template.ts";

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
      if (chart.values?.root !== undefined) yield* inValues(chart.values.root, [], unit);
      for (const template of ownTemplates(chart)) yield* inTemplate(template, unit);
    }
  },

  notRun: ({ units }) => unreadTemplates(units),
};

function* inValues(node: YamlNode, path: readonly string[], unit: ChartUnit): Iterable<Complaint> {
  if (node.kind === "mapping")
    for (const { name, value } of node.pairs) yield* inValues(value, [...path, name], unit);
  if (node.kind === "sequence")
    for (const [index, item] of node.items.entries())
      yield* inValues(item, [...path, String(index)], unit);
  const text = scalarText(node);
  if (text === undefined) return;
  const key = path.findLast((step) => !/^\d+$/u.test(step)) ?? "";
  const found = forbidden.find(
    ({ value }) => value?.key.test(key) === true && value.text.test(text),
  );
  if (found === undefined) return;
  const message = `${path.join(".")} is ${text} by default, which ${found.reason}`;
  yield { at: node.at, pointer: pointerTo(...path), severity: severityInValues, message, unit };
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
