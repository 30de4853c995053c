import type { Location } from "../model/location.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import { coercedText, entry, items, nodeAt, pointerTo } from "../yaml/index.ts";

/** Something that a kustomization names. */
export interface KustomizeReference {
  /** The top field under which it stands, as `resources`. */
  readonly field: string;
  /** As it is written, a generator's key taken off. */
  readonly path: string;
  /**
   * `resource`: a file of objects, or a folder with a kustomization; `component`: a folder with one; `patch`: a file of
   * changes; `file`: any other file.
   */
  readonly kind: "resource" | "component" | "patch" | "file";
  readonly pointer: string;
  readonly at: Location;
}

/** Everything that a kustomization names, field by field. Texts of several lines are YAML in place, not paths. */
export function referencesOf(root: YamlNode | undefined): readonly KustomizeReference[] {
  return [
    ...listed(root, "resources", "resource"),
    ...listed(root, "bases", "resource"),
    ...listed(root, "components", "component"),
    ...listed(root, "crds", "file"),
    ...listed(root, "configurations", "file"),
    ...["generators", "transformers", "validators"].flatMap((field) => [
      ...listed(root, field, "resource"),
    ]),
    ...listed(root, "patchesStrategicMerge", "patch"),
    ...below(root, "patches", "path", "patch"),
    ...below(root, "patchesJson6902", "path", "patch"),
    ...below(root, "replacements", "path", "file"),
    ...one(nodeAt(root, "/openapi/path"), { field: "openapi", pointer: "/openapi/path" }),
    ...["configMapGenerator", "secretGenerator"].flatMap((field) => [...generated(root, field)]),
  ];
}

type Kind = KustomizeReference["kind"];

function* listed(
  root: YamlNode | undefined,
  field: string,
  kind: Kind,
): Iterable<KustomizeReference> {
  for (const [index, item] of items(entry(root, field)).entries())
    yield* one(item, { field, pointer: pointerTo(field, index), kind });
}

function* below(
  root: YamlNode | undefined,
  field: string,
  key: string,
  kind: Kind,
): Iterable<KustomizeReference> {
  for (const [index, item] of items(entry(root, field)).entries())
    yield* one(entry(item, key), { field, pointer: pointerTo(field, index, key), kind });
}

/** `files` may give a key before the path; `envs` and `env` give paths alone. */
function* generated(root: YamlNode | undefined, field: string): Iterable<KustomizeReference> {
  for (const [index, item] of items(entry(root, field)).entries()) {
    for (const key of ["files", "envs"])
      for (const [at, node] of items(entry(item, key)).entries())
        yield* one(node, {
          field,
          pointer: pointerTo(field, index, key, at),
          isKeyed: key === "files",
        });
    yield* one(entry(item, "env"), { field, pointer: pointerTo(field, index, "env") });
  }
}

interface Place {
  readonly field: string;
  readonly pointer: string;
  readonly kind?: Kind;
  readonly isKeyed?: boolean;
}

function* one(
  node: YamlNode | undefined,
  { field, pointer, kind = "file", isKeyed = false }: Place,
): Iterable<KustomizeReference> {
  const text = coercedText(node);
  if (node === undefined || text === undefined || text === "" || text.includes("\n")) return;
  const path = isKeyed ? text.slice(text.indexOf("=") + 1) : text;
  yield { field, path, kind, pointer, at: node.at };
}
