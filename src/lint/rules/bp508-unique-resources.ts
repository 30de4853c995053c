import type { Kit, KitObject } from "../../model/kit.ts";
import { groupOf } from "../groups.ts";
import { isSubstituted, isWhole, kitsOf, noKit } from "../kits.ts";
import type { Complaint, Rule } from "../rule.ts";

/** Kustomize refuses a build that names one object twice. */
export const uniqueResources: Rule = {
  id: "BP508",
  name: "unique-resources",
  severity: "error",
  summary: "No two documents of a kit are the same object.",
  why: "Kustomize refuses the whole build over one doubled object, and the cluster gets nothing at all.",
  remedy: "Keep one of the two; what every cluster has, such as kube-system, needs none.",
  examples: {
    bad: "# in two files\nkind: Namespace\nmetadata: {name: kube-system}\n",
    good: "# in one file, or in none\n",
  },

  *check(input) {
    if (!isWhole(input)) return;
    for (const kit of kitsOf(input)) yield* judge(kit);
  },

  notRun: noKit,
};

function* judge(kit: Kit): Iterable<Complaint> {
  const known = new Map<string, KitObject>();
  for (const object of builtObjects(kit)) {
    const { kind, name, namespace, at } = object;
    if (name === "" || isSubstituted(name + namespace)) continue;
    const key = keyOf(object, kit.kustomization?.namespace ?? "");
    const first = known.get(key);
    if (first === undefined) {
      known.set(key, object);
      continue;
    }
    const message = `the ${kind} ${name} is written already (${first.at.file}:${first.at.line})`;
    yield { at, pointer: "/metadata/name", message };
  }
}

/** The objects of the files that the kustomization lists; of all where there is none, as Flux makes one then. */
function builtObjects({ files, kustomization }: Kit): readonly KitObject[] {
  const listed = kustomization && new Set(kustomization.resources.map(({ path }) => path));
  return files.filter(({ name }) => listed?.has(name) ?? true).flatMap(({ objects }) => objects);
}

/** Kustomize takes no namespace for default, and sets its own on all that it builds. */
function keyOf({ apiVersion, kind, namespace, name }: KitObject, set: string): string {
  const inside = set === "" ? namespace : set;
  return JSON.stringify([groupOf(apiVersion), kind, inside === "" ? "default" : inside, name]);
}
