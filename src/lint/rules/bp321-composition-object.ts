import { naming } from "../charts.ts";
import { compositionObjects, at } from "../crossplane/objects.ts";
import type { CompositionObject } from "../crossplane/objects.ts";
import type { Complaint, Rule } from "../rule.ts";

/** Flux applies every document of the folder. */
export const compositionObject: Rule = {
  id: "BP321",
  name: "composition-object",
  severity: "error",
  summary:
    "Every document in compositions/ is an object: apiVersion, kind and metadata.name are there.",
  why: "Flux applies the folder as a whole: one document that is no object stops all of it, the definitions too.",
  remedy:
    "Write apiVersion, kind and metadata.name, or move what is no object out of compositions/.",
  examples: {
    bad: "kind: Composition\nmetadata: {labels: {provider: aws}}\n",
    good: "apiVersion: apiextensions.crossplane.io/v1\nkind: Composition\nmetadata: {name: xdatabases.aws}\n",
  },

  *check({ units }) {
    for (const object of units.flatMap(compositionObjects)) yield* judge(object);
  },

  notRun: ({ units }) =>
    naming(
      "the files were not listed of",
      units.filter(({ files }) => files === undefined),
    ),
};

function* judge(object: CompositionObject): Iterable<Complaint> {
  if (object.document.root?.kind !== "mapping") {
    yield { ...at(object, ""), message: "the document is no object" };
    return;
  }
  const { apiVersion, kind, name, group } = object;
  if (apiVersion === "")
    yield { ...at(object, "/apiVersion"), message: "the object has no apiVersion" };
  if (kind === "") yield { ...at(object, "/kind"), message: "the object has no kind" };
  // The file that tells Kustomize what to take has no name.
  if (name === "" && group !== "kustomize.config.k8s.io")
    yield { ...at(object, "/metadata/name"), message: `the ${kind || "object"} has no name` };
}
