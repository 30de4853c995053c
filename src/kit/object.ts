import type { KitObject } from "../model/kit.ts";
import type { YamlDocument, YamlNode } from "../model/yaml-node.ts";
import { coercedText, nodeAt } from "../yaml/index.ts";

/** The Kubernetes objects among a file's documents, in source order: mappings with a kind. */
export function readObjects(documents: readonly YamlDocument[], file: string): KitObject[] {
  return documents.flatMap((document) => {
    const { root } = document;
    if (root === undefined || textAt(root, "/kind") === "") return [];
    return [objectOf(root, document, file)];
  });
}

function objectOf(root: YamlNode, document: YamlDocument, file: string): KitObject {
  return {
    file,
    apiVersion: textAt(root, "/apiVersion"),
    kind: textAt(root, "/kind"),
    namespace: textAt(root, "/metadata/namespace"),
    name: textAt(root, "/metadata/name"),
    at: nodeAt(root, "/metadata/name")?.at ?? root.at,
    root,
    document,
  };
}

/** Whether an object is of a kind of the API group, in any version. */
export function isKind({ apiVersion, kind }: KitObject, group: string, wanted: string): boolean {
  return kind === wanted && apiVersion.startsWith(`${group}/`);
}

/** The text at a pointer, empty where there is none. */
export function textAt(root: YamlNode | undefined, pointer: string): string {
  return coercedText(nodeAt(root, pointer)) ?? "";
}
