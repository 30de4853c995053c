import { entry, pointerTo, scalarText } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { unreadTemplates, withChart } from "../charts.ts";
import { groupOf, needsCrd } from "../groups.ts";
import { objectsOf } from "../rendered/judged.ts";
import { together, unrendered } from "../rendered/not-run.ts";
import { once } from "../rendered/once.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";
import { judgeOf } from "../supply/judge.ts";
import { ownDocuments } from "../template/template.ts";

const policyKey = "helm.sh/hook-delete-policy";
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
    for (const unit of withChart(input.units))
      yield* once(judge(unit, input), inRender(unit, input));
  },

  notRun: (input) => together(unreadTemplates(input.units), unrendered(input)),
};

function* inRender(unit: ChartUnit, input: RuleInput): Iterable<Complaint> {
  for (const { object, group, kind, hooks, at } of objectsOf(unit)) {
    const annotations = entry(entry(object.node, "metadata"), "annotations");
    const policies = scalarText(entry(annotations, policyKey)) ?? "";
    if (hooks.length === 0 || !policies.includes("before-hook-creation")) continue;
    if (!needsCrd(group) || !comesAlong(group, kind, unit, input)) continue;
    yield { at: at(pointerTo("metadata", "annotations", policyKey)), message: told(kind), unit };
  }
}

function* judge(unit: ChartUnit, input: RuleInput): Iterable<Complaint> {
  for (const { template, document } of ownDocuments(unit.chart)) {
    const { apiVersion = "", kind = apiVersion, text, start } = document;
    const group = groupOf(apiVersion);
    const match = policy.exec(text);
    if (match === null || !needsCrd(group)) continue;
    if (!comesAlong(group, kind, unit, input)) continue;
    const [whole, key = ""] = match;
    const from = start + match.index + whole.indexOf(key);
    yield { at: template.locate(from, from + key.length), message: told(kind), unit };
  }
}

function comesAlong(
  group: string,
  kind: string,
  unit: ChartUnit,
  { workspace, providers }: RuleInput,
): boolean {
  const { catalogue } = judgeOf(workspace, providers);
  const resource = { group, kind, name: "", namespace: "" };
  const own = catalogue.providers(resource, unit).filter((one) => one.unit === unit);
  // What lies in crds/ is there before the first hook.
  return own.length > 0 && !own.some(({ source }) => source === "crds");
}

function told(kind: string): string {
  return `the CRD of ${kind} comes with this release: the first installation cannot look it up`;
}
