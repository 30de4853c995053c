import type { ChartUnit } from "../charts.ts";
import { unreadTemplates, withChart } from "../charts.ts";
import { groupOf, needsCrd } from "../groups.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";
import { judgeOf } from "../supply/judge.ts";
import { ownDocuments } from "../template/template.ts";

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

  *check(input) {
    for (const unit of withChart(input.units)) yield* judge(unit, input);
  },

  notRun: ({ units }) => unreadTemplates(units),
};

function* judge(unit: ChartUnit, input: RuleInput): Iterable<Complaint> {
  const { catalogue } = judgeOf(input.workspace, input.providers);
  for (const { template, document } of ownDocuments(unit.chart)) {
    const { apiVersion = "", kind = apiVersion, text, start } = document;
    const group = groupOf(apiVersion);
    const match = policy.exec(text);
    if (match === null || !needsCrd(group)) continue;
    const resource = { group, kind, name: "", namespace: "" };
    const own = catalogue.providers(resource, unit).filter((one) => one.unit === unit);
    // What lies in crds/ is there before the first hook.
    if (own.length === 0 || own.some(({ source }) => source === "crds")) continue;
    const [whole, key = ""] = match;
    const from = start + match.index + whole.indexOf(key);
    const message = `the CRD of ${kind} comes with this release: the first installation cannot look it up`;
    yield { at: template.locate(from, from + key.length), message, unit };
  }
}
