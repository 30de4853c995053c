import { builtObjects, rootsOf } from "../../kustomize/index.ts";
import type { BuiltObject, ManifestTree } from "../../kustomize/index.ts";
import type { Finding } from "../../model/finding.ts";
import { parseYaml } from "../../yaml/index.ts";
import { groupOf } from "../groups.ts";
import type { KustomizeUnit } from "../kustomize/tree.ts";
import { appliedManifests, treeOf, unreadManifests, withManifests } from "../kustomize/tree.ts";
import type { Complaint, Rule } from "../rule.ts";

/** Kustomize knows an object by its kind and its names. */
export const kustomizeObjects: Rule = {
  id: "BP225",
  name: "kustomize-objects",
  severity: "error",
  summary:
    "What a kustomization lists are objects, each with a kind and a name of its own in its build.",
  why: "One object without a name, or two of one name, and kustomize builds nothing at all.",
  remedy: "Give the object a name of its own, or take one of the two out.",
  examples: {
    bad: "kind: Namespace\nmetadata: { name: apps }\n---\nkind: Namespace\nmetadata: { name: apps }\n",
    good: "kind: Namespace\nmetadata: { name: apps }\n---\nkind: Namespace\nmetadata: { name: tools }\n",
  },

  *check({ units }) {
    for (const unit of withManifests(units)) {
      for (const { message, ...at } of yamlFaults(unit)) yield { at, message, unit };
      const tree = treeOf(unit);
      if (tree === undefined) continue;
      for (const complaint of once(judge(tree))) yield { ...complaint, unit };
    }
  },

  notRun: ({ units }) => unreadManifests(units),
};

function yamlFaults(unit: KustomizeUnit): readonly Finding[] {
  return appliedManifests(unit).flatMap(({ path, text }) =>
    parseYaml(text, `${unit.folder}/${path}`).findings.filter(({ ruleId }) => ruleId === "YAML"),
  );
}

function* judge(tree: ManifestTree): Iterable<Complaint> {
  for (const root of rootsOf(tree)) {
    const seen = new Map<string, BuiltObject>();
    for (const object of builtObjects(root, tree)) {
      const { at, kind, name } = object;
      const message = unfit(object);
      if (message !== undefined) {
        yield { at, message };
        continue;
      }
      const key = [groupOf(object.apiVersion), kind, object.namespace, name].join(" ");
      const first = seen.get(key);
      if (first === undefined) seen.set(key, object);
      else {
        const where = `${first.at.file}:${first.at.line}`;
        yield {
          at,
          pointer: "/metadata/name",
          message: `${root.folder} has ${kind} ${name} twice, in ${where} too`,
        };
      }
    }
  }
}

function unfit({ kind, apiVersion, name, root }: BuiltObject): string | undefined {
  if (root.kind !== "mapping") return "this is no object: kustomize builds nothing of it";
  if (kind === "" || apiVersion === "") return "an object without kind or apiVersion";
  return name === "" ? `${kind}: an object without a name` : undefined;
}

/** The base is in every overlay: what is told of it is told once. */
function* once(complaints: Iterable<Complaint>): Iterable<Complaint> {
  const told = new Set<string>();
  for (const complaint of complaints) {
    const { file, line, column } = complaint.at;
    const key = `${file}:${line}:${column}`;
    if (told.has(key)) continue;
    told.add(key);
    yield complaint;
  }
}
