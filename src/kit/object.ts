import type { KitObject } from "../model/kit.ts";
import type { YamlDocument, YamlNode } from "../model/yaml-node.ts";
import { coercedText, nodeAt, scalarText } from "../yaml/index.ts";
import { noValues, substitute } from "./envsubst/substitute.ts";
import type { Values } from "./envsubst/substitute.ts";

/** The Kubernetes objects among a file's documents, in source order: mappings with a kind; names with values filled in. */
export function readObjects(
  documents: readonly YamlDocument[],
  file: string,
  values: Values = noValues,
): KitObject[] {
  return documents.flatMap((document) => {
    const { root } = document;
    if (root === undefined || textAt(root, "/kind") === "") return [];
    return [objectOf(root, document, { file, values })];
  });
}

function objectOf(
  root: YamlNode,
  document: YamlDocument,
  { file, values }: { readonly file: string; readonly values: Values },
): KitObject {
  const fill = fillOf(root, values);
  return {
    file,
    apiVersion: textAt(root, "/apiVersion"),
    kind: textAt(root, "/kind"),
    namespace: fill(textAt(root, "/metadata/namespace")),
    name: fill(textAt(root, "/metadata/name")),
    at: nodeAt(root, "/metadata/name")?.at ?? root.at,
    root,
    document,
  };
}

/** Fills values into texts of an object; into none where it tells Flux not to substitute. */
export function fillOf(root: YamlNode, values: Values): (text: string) => string {
  return isLeftAlone(root) ? (text) => text : (text) => substitute(text, values);
}

/** Whether an object tells Flux not to substitute in it. */
export function isLeftAlone(root: YamlNode): boolean {
  const mark = "kustomize.toolkit.fluxcd.io~1substitute";
  return ["annotations", "labels"].some(
    (where) => scalarText(nodeAt(root, `/metadata/${where}/${mark}`)) === "disabled",
  );
}

/** Whether an object is of a kind of the API group, in any version. */
export function isKind({ apiVersion, kind }: KitObject, group: string, wanted: string): boolean {
  return kind === wanted && apiVersion.startsWith(`${group}/`);
}

/** The text at a pointer, empty where there is none. */
export function textAt(root: YamlNode | undefined, pointer: string): string {
  return coercedText(nodeAt(root, pointer)) ?? "";
}
