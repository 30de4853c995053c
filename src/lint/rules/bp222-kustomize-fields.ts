import { unknownFields } from "../../kustomize/index.ts";
import type { Kustomization } from "../../kustomize/index.ts";
import { startOf } from "../../model/location.ts";
import { entry, scalarText } from "../../yaml/index.ts";
import { treeOf, unreadManifests, withManifests } from "../kustomize/tree.ts";
import type { Complaint, Rule } from "../rule.ts";

/** What kustomize takes for each kind. */
const versions: ReadonlyMap<string, string> = new Map([
  ["Kustomization", "kustomize.config.k8s.io/v1beta1"],
  ["Component", "kustomize.config.k8s.io/v1alpha1"],
]);

/** Kustomize refuses what it does not know. */
export const kustomizeFields: Rule = {
  id: "BP222",
  name: "kustomize-fields",
  severity: "error",
  summary: "A kustomization is YAML with the fields that kustomize knows, and not empty.",
  why: "Kustomize reads strictly: one misspelled field, and the whole build fails in the cluster.",
  remedy: "Write the field as kustomize has it, or take it out.",
  examples: {
    bad: "resource:\n  - quota.yaml\n",
    good: "resources:\n  - quota.yaml\n",
  },

  *check({ units }) {
    for (const unit of withManifests(units)) {
      const tree = treeOf(unit);
      for (const one of tree?.kustomizations.values() ?? [])
        for (const complaint of judge(one, `${tree?.folder}/${one.path}`))
          yield { ...complaint, unit };
    }
  },

  notRun: ({ units }) => unreadManifests(units),
};

function* judge({ document, faults }: Kustomization, file: string): Iterable<Complaint> {
  const broken = faults.filter(({ ruleId }) => ruleId === "YAML");
  for (const { message, ...at } of broken) yield { at, message };
  if (broken.length > 0) return;
  const root = document?.root;
  if (root?.kind !== "mapping" || root.pairs.length === 0) {
    yield { at: document?.at ?? startOf(file), message: "a kustomization says nothing" };
    return;
  }
  for (const { name, near, pointer, at } of unknownFields(root)) {
    const meant = near === undefined ? "" : `, did you mean ${near}?`;
    yield { at, pointer, message: `kustomize knows no field ${name}${meant}` };
  }
  yield* header(root);
}

function* header(root: NonNullable<Kustomization["document"]>["root"]): Iterable<Complaint> {
  const kind = scalarText(entry(root, "kind")) ?? "Kustomization";
  const node = entry(root, "apiVersion");
  const version = versions.get(kind);
  const at = entry(root, "kind")?.at;
  if (version === undefined && at !== undefined)
    yield { at, pointer: "/kind", message: `a kustomization is of no kind ${kind}` };
  else if (node !== undefined && scalarText(node) !== version)
    yield { at: node.at, pointer: "/apiVersion", message: `a ${kind} is of ${version}` };
}
