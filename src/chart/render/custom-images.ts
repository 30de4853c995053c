import { parseImage } from "../../model/image-reference.ts";
import type { MappingNode, YamlNode } from "../../model/yaml-node.ts";
import { entry, pointerTo, scalarText } from "../../yaml/index.ts";
import type { ImageFields } from "./image-fields.ts";
import { imageFields } from "./image-fields.ts";
import type { ObjectImage } from "./object-images.ts";

type Path = readonly (string | number)[];

/** Kubernetes' own, whose images stand in pods alone. */
const builtIn = /^(?:apps|batch|policy|autoscaling|extensions|[a-z.]+\.k8s\.io)$/u;

/** What a custom resource names: by the fields of its kind where they are known, else fields called `image`. */
export function* customImages(object: MappingNode): Iterable<ObjectImage> {
  const group = groupOf(object);
  if (group === "") return;
  const kind = scalarText(entry(object, "kind")) ?? "";
  const known = imageFields.filter(
    (one) => one.group === group && (one.kinds?.includes(kind) ?? true),
  );
  for (const one of known)
    for (const field of one.fields) yield* imagesAt(object, field.split("."), [], one);
  if (!builtIn.test(group)) yield* named(object, []);
}

function groupOf(object: MappingNode): string {
  const apiVersion = scalarText(entry(object, "apiVersion")) ?? "";
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

function* imagesAt(
  node: YamlNode,
  [step, ...rest]: readonly string[],
  path: Path,
  fields: ImageFields,
): Iterable<ObjectImage> {
  if (step === undefined) {
    const text = referenceIn(node, fields);
    if (text !== undefined) yield { pointer: pointerTo(...path), text, place: "field" };
    return;
  }
  if (step === "**") yield* imagesAt(node, rest, path, fields);
  for (const [name, below] of membersOf(node)) {
    if (step === "**") yield* imagesAt(below, [step, ...rest], [...path, name], fields);
    else if (step === "*" || step === name) yield* imagesAt(below, rest, [...path, name], fields);
  }
}

function membersOf(node: YamlNode): readonly (readonly [string | number, YamlNode])[] {
  if (node.kind === "sequence") return [...node.items.entries()];
  return node.kind === "mapping" ? node.pairs.map(({ name, value }) => [name, value] as const) : [];
}

function referenceIn(node: YamlNode, { registry }: ImageFields): string | undefined {
  const text = (scalarText(node) ?? "").replace(/^oci:\/\//u, "");
  if (parseImage(text) === undefined || text === "") return undefined;
  const [first = "", ...rest] = text.split("/");
  const hasHost = rest.length > 0 && /[.:]|^localhost$/u.test(first);
  return registry === undefined || hasHost ? text : `${registry}/${text}`;
}

/** Of kinds that nobody has told us of: `image` with a tag or a digest. */
function* named(node: YamlNode, path: Path): Iterable<ObjectImage> {
  for (const [name, below] of membersOf(node)) {
    const text = name === "image" ? (scalarText(below) ?? "") : "";
    const image = parseImage(text);
    if (image?.tag !== undefined || image?.digest !== undefined)
      yield { pointer: pointerTo(...path, name), text, place: "field" };
    yield* named(below, [...path, name]);
  }
}
