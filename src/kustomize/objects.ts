import type { Location } from "../model/location.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import { coercedText, entry, items, parseYaml, scalarText } from "../yaml/index.ts";
import type { Kustomization } from "./kustomization.ts";
import type { ManifestTree } from "./reach.ts";
import { targetOf } from "./reach.ts";

/** An object that a build takes in, as it is called there. */
export interface BuiltObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Of its name, else of the object. */
  readonly at: Location;
  readonly root: YamlNode;
}

/** The objects of the resource files of one build, those of other kustomizations under the names that these give them. */
export function builtObjects(
  of: Kustomization,
  tree: ManifestTree,
  trail: readonly string[] = [],
): readonly BuiltObject[] {
  if (trail.includes(of.folder)) return [];
  const objects = of.references.flatMap((reference): readonly BuiltObject[] => {
    if (!isOfObjects(reference.field)) return [];
    const target = targetOf(of, reference, tree);
    if (target.kind === "file") return objectsIn(target.path, tree);
    return target.kind === "kustomization"
      ? builtObjects(target.of, tree, [...trail, of.folder])
      : [];
  });
  return renamed(of, objects);
}

/** Whether what stands under the field is a list of objects. */
export function isOfObjects(field: string): boolean {
  return field === "resources" || field === "bases" || field === "components";
}

/** The objects of a file; those of a List by themselves, as kustomize has them. */
export function objectsIn(path: string, { texts, folder }: ManifestTree): readonly BuiltObject[] {
  const { documents } = parseYaml(texts.get(path) ?? "", `${folder}/${path}`);
  return documents.flatMap(({ root }) => (root === undefined ? [] : expanded(root)));
}

function expanded(root: YamlNode): readonly BuiltObject[] {
  const kind = scalarText(entry(root, "kind")) ?? "";
  const list = entry(root, "items");
  if (kind.endsWith("List") && list?.kind === "sequence") return items(list).flatMap(expanded);
  const metadata = entry(root, "metadata");
  const name = entry(metadata, "name");
  return [
    {
      apiVersion: scalarText(entry(root, "apiVersion")) ?? "",
      kind,
      namespace: coercedText(entry(metadata, "namespace")) ?? "",
      name: coercedText(name) ?? "",
      at: name?.at ?? root.at,
      root,
    },
  ];
}

function renamed(
  { document }: Kustomization,
  objects: readonly BuiltObject[],
): readonly BuiltObject[] {
  const of = (field: string): string => coercedText(entry(document?.root, field)) ?? "";
  const [prefix, suffix, namespace] = [of("namePrefix"), of("nameSuffix"), of("namespace")];
  if (prefix === "" && suffix === "" && namespace === "") return objects;
  return objects.map((object) => ({
    ...object,
    name: object.name === "" ? "" : `${prefix}${object.name}${suffix}`,
    namespace: namespace || object.namespace,
  }));
}
