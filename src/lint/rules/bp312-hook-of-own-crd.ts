import type { ChartUnit } from "../charts.ts";
import { unreadTemplates, withChart } from "../charts.ts";
import { groupOf, needsCrd, providersOf, suppliersOf } from "../groups.ts";
import type { Complaint, Rule } from "../rule.ts";
import { definesCrdOf, ownDocuments } from "../template/template.ts";

const policy = /^[ ]+(["']?helm\.sh\/hook-delete-policy["']?):[^\n]*before-hook-creation/mu;

/** Helm cannot delete what the cluster does not know yet. */
export const hookOfOwnCrd: Rule = {
  id: "BP312",
  name: "hook-of-own-crd",
  severity: "warning",
  summary: "A hook whose CRD comes with the same release is not deleted before it is created.",
  why: "Helm looks the kind up to delete the old hook; at the first installation the CRD is not there, the lookup fails and with it the release.",
  remedy:
    "Use helm.sh/hook-delete-policy: hook-succeeded, or move the object into a chart that comes after.",
  examples: {
    bad: "kind: ClusterPolicy\nmetadata:\n  annotations:\n    helm.sh/hook: post-install\n    helm.sh/hook-delete-policy: before-hook-creation\n",
    good: "kind: ClusterPolicy\nmetadata:\n  annotations:\n    helm.sh/hook: post-install\n    helm.sh/hook-delete-policy: hook-succeeded\n",
  },

  *check({ units }) {
    for (const unit of withChart(units)) yield* judge(unit);
  },

  notRun: ({ units }) => unreadTemplates(units),
};

function* judge(unit: ChartUnit): Iterable<Complaint> {
  for (const { template, document } of ownDocuments(unit.chart)) {
    const { apiVersion = "", kind = apiVersion, text, start } = document;
    const group = groupOf(apiVersion);
    const match = policy.exec(text);
    if (match === null || !needsCrd(group) || !comesAlong(group, unit)) continue;
    const [whole, key = ""] = match;
    const from = start + match.index + whole.indexOf(key);
    const message = `the CRD of ${kind} comes with this release: the first installation cannot look it up`;
    yield { at: template.locate(from, from + key.length), message, unit };
  }
}

function comesAlong(group: string, unit: ChartUnit): boolean {
  const { own } = suppliersOf(unit);
  return (
    definesCrdOf(unit.chart, group) || (providersOf(group) ?? []).some((name) => own.includes(name))
  );
}
