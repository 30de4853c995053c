import type { Blueprint, BlueprintDependency } from "../model/blueprint.ts";
import type { Manifest } from "../model/workspace.ts";
import type { YamlDocument, YamlNode } from "../model/yaml-node.ts";
import { coercedText, entry, items, nodeAt, scalarText } from "../yaml/index.ts";

const visibilities = ["listed", "unlisted", "private"] as const;

/** The blueprint that a manifest holds: its first document of that kind, whatever its apiVersion says. */
export function readBlueprint(manifest: Manifest, fallbackName: string): Blueprint | undefined {
  const document = manifest.documents.find(isBlueprint);
  if (document?.root === undefined || manifest.text === undefined) return undefined;
  const { root } = document;
  const text = (pointer: string): string | undefined => scalarText(nodeAt(root, pointer));
  return {
    file: manifest.file,
    apiVersion: text("/apiVersion") ?? "",
    name: text("/metadata/name") ?? fallbackName,
    version: versionOf(nodeAt(root, "/spec/version")),
    title: text("/spec/card/title"),
    description:
      text("/spec/card/summary") ?? text("/spec/card/description") ?? text("/spec/card/tagline"),
    visibility: visibilities.find((name) => name === text("/spec/visibility")),
    license: text("/spec/card/license"),
    documentation: text("/spec/card/documentation") ?? text("/spec/card/docs"),
    depends: items(nodeAt(root, "/spec/depends")).flatMap(readDependency),
    chartPath: text("/spec/manifests/chart"),
    source: {
      kind: text("/spec/manifests/source/kind") ?? "HelmChart",
      ref: text("/spec/manifests/source/ref"),
    },
    document,
    text: manifest.text,
  };
}

export function isBlueprint(document: YamlDocument): boolean {
  return scalarText(entry(document.root, "kind")) === "Blueprint";
}

/** True where every document says that it is something else than a blueprint. */
export function isAnotherKind(documents: readonly YamlDocument[]): boolean {
  const kinds = documents
    .filter(({ root }) => root !== undefined)
    .map(({ root }) => scalarText(entry(root, "kind")));
  return kinds.length > 0 && kinds.every((kind) => kind !== undefined && kind !== "Blueprint");
}

/** A version written without quotes may be a number; it is kept as text, and a rule of its own speaks of it. */
function versionOf(node: YamlNode | undefined): string | undefined {
  return coercedText(node) || undefined;
}

function readDependency(node: YamlNode): BlueprintDependency[] {
  const { at } = node;
  const none = { version: undefined, alias: undefined, when: undefined };
  const name = scalarText(node);
  if (name !== undefined) return [{ blueprint: name, ...none, written: "string", at }];
  const blueprint = scalarText(entry(node, "blueprint"));
  if (blueprint === undefined) return [];
  return [
    {
      blueprint,
      version: versionOf(entry(node, "version")),
      alias: scalarText(entry(node, "alias")),
      when: scalarText(entry(node, "when")),
      written: "object",
      at,
    },
  ];
}
