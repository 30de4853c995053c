import type { KitSlot } from "../model/kit.ts";
import type { YamlDocument, YamlNode } from "../model/yaml-node.ts";
import { coercedText, entry, nodeAt } from "../yaml/index.ts";

const group = "helm.toolkit.fluxcd.io/";

/**
 * The HelmReleases of a bootstrap kit's file, in source order; other documents are passed over. A slot's place is that
 * of the version it pins, or of its document where it pins none.
 */
export function readKitSlots(documents: readonly YamlDocument[], file: string): KitSlot[] {
  return documents.flatMap(({ root }) =>
    root !== undefined && isHelmRelease(root) ? [slot(root, file)] : [],
  );
}

function isHelmRelease(root: YamlNode): boolean {
  const apiVersion = text(entry(root, "apiVersion"));
  return text(entry(root, "kind")) === "HelmRelease" && apiVersion.startsWith(group);
}

function slot(root: YamlNode, file: string): KitSlot {
  const version = nodeAt(root, "/spec/chart/spec/version");
  return {
    file,
    name: text(nodeAt(root, "/metadata/name")),
    chart: text(nodeAt(root, "/spec/chart/spec/chart")),
    version: text(version),
    at: version?.at ?? root.at,
  };
}

function text(node: YamlNode | undefined): string {
  return coercedText(node) ?? "";
}
