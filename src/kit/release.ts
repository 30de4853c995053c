import type { KitObject, KitReference, KitRelease } from "../model/kit.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import { items, nodeAt } from "../yaml/index.ts";
import { isKind, textAt } from "./object.ts";

const chartSpec = "/spec/chart/spec";

/** The HelmReleases among the objects, with what they pin and wait for. */
export function readReleases(objects: readonly KitObject[]): KitRelease[] {
  return objects
    .filter((object) => isKind(object, "helm.toolkit.fluxcd.io", "HelmRelease"))
    .map((object) => releaseOf(object));
}

function releaseOf(object: KitObject): KitRelease {
  const { root } = object;
  const version = nodeAt(root, `${chartSpec}/version`);
  const source = nodeAt(root, `${chartSpec}/sourceRef`);
  return {
    ...object,
    chart: textAt(root, `${chartSpec}/chart`),
    version: textAt(root, `${chartSpec}/version`),
    versionAt: (version ?? nodeAt(root, `${chartSpec}/chart`) ?? root).at,
    source:
      source === undefined ? undefined : { ...referenceOf(source), kind: textAt(source, "/kind") },
    dependsOn: items(nodeAt(root, "/spec/dependsOn")).map((item) => referenceOf(item)),
  };
}

function referenceOf(node: YamlNode): KitReference {
  const name = nodeAt(node, "/name");
  return {
    name: textAt(node, "/name"),
    namespace: textAt(node, "/namespace"),
    at: (name ?? node).at,
  };
}
