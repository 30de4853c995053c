import type { Location } from "../model/location.ts";
import type { YamlDocument, YamlNode } from "../model/yaml-node.ts";
import { entry, scalarText } from "../yaml/index.ts";

/** An image as a manifest or a patch writes it. */
export interface WrittenImage {
  readonly text: string;
  readonly at: Location;
  /** It is a container's: what kustomize's image transformer changes. */
  readonly isContainers: boolean;
}

const containers: ReadonlySet<string> = new Set(["containers", "initContainers"]);

/** The images of containers, of other fields named image, and of JSON patches that set one. */
export function writtenImages(documents: readonly YamlDocument[]): readonly WrittenImage[] {
  return documents.flatMap(({ root }) => [
    ...(root === undefined ? [] : search(root, false)),
    ...(root?.kind === "sequence" ? root.items.flatMap(inOperation) : []),
  ]);
}

function* search(node: YamlNode, isContainer: boolean): Generator<WrittenImage> {
  if (node.kind === "sequence") for (const item of node.items) yield* search(item, isContainer);
  if (node.kind !== "mapping") return;
  for (const { name, value } of node.pairs) {
    const text = scalarText(value);
    if (text !== undefined && isImage(name, text, isContainer))
      yield { text, at: value.at, isContainers: isContainer };
    else yield* search(value, containers.has(name));
  }
}

/** Outside containers a text must look like one: a field named image may be of any kind. */
function isImage(name: string, text: string, isContainer: boolean): boolean {
  if (isContainer) return name === "image";
  return /image(?:Name)?$/iu.test(name) && /[/:]/u.test(text);
}

/** An operation of a JSON patch (RFC 6902) on a container's image. */
function inOperation(node: YamlNode): readonly WrittenImage[] {
  const path = scalarText(entry(node, "path")) ?? "";
  const value = entry(node, "value");
  const text = scalarText(value);
  if (value === undefined || text === undefined || !path.endsWith("/image")) return [];
  return [{ text, at: value.at, isContainers: true }];
}
