import type { KitObject, KitReference, KitRelease, KitSource } from "../model/kit.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import { items, nodeAt } from "../yaml/index.ts";
import { chartOf, ociChartOf } from "./chart-of.ts";
import type { ChartPin } from "./chart-of.ts";
import { noValues } from "./envsubst/substitute.ts";
import type { Values } from "./envsubst/substitute.ts";
import { fillOf, isKind, textAt } from "./object.ts";

/** The HelmReleases among the objects of a file, with what they pin and wait for. */
export function readReleases(
  objects: readonly KitObject[],
  values: Values = noValues,
): KitRelease[] {
  return objects
    .filter((object) => isKind(object, "helm.toolkit.fluxcd.io", "HelmRelease"))
    .map((object) => releaseOf(object, objects, values));
}

type Fill = (text: string) => string;

function releaseOf(object: KitObject, objects: readonly KitObject[], values: Values): KitRelease {
  const { root } = object;
  const fill = fillOf(root, values);
  const pin = pinOf(object, objects, values);
  const inline = nodeAt(root, "/spec/chart/spec/sourceRef");
  const reference = nodeAt(root, "/spec/chartRef");
  return {
    ...object,
    chart: pin.chart,
    version: pin.version,
    versionAt: (pin.versionNode ?? pin.chartNode ?? root).at,
    versionNode: pin.versionNode,
    versionPointer: pin.versionPointer,
    source: inline
      ? sourceOf(inline, fill, "/spec/chart/spec/sourceRef")
      : reference && sourceOf(reference, fill, "/spec/chartRef"),
    dependsOn: items(nodeAt(root, "/spec/dependsOn")).map((item) => referenceOf(item, fill)),
  };
}

/** The chart of the release itself, else of the OCIRepository or HelmChart of the same file that its chartRef names. */
function pinOf(
  { root, namespace }: KitObject,
  objects: readonly KitObject[],
  values: Values,
): ChartPin {
  const own = chartOf(root, "/spec/chart/spec", fillOf(root, values));
  const reference = nodeAt(root, "/spec/chartRef");
  if (reference === undefined) return own;
  const { name, namespace: elsewhere } = referenceOf(reference, fillOf(root, values));
  const source = objects.find(
    (one) =>
      one.kind === textAt(reference, "/kind") &&
      isKind(one, "source.toolkit.fluxcd.io", one.kind) &&
      one.name === name &&
      one.namespace === (elsewhere === "" ? namespace : elsewhere),
  );
  if (source === undefined) return own;
  const fill = fillOf(source.root, values);
  return source.kind === "OCIRepository"
    ? ociChartOf(source.root, fill)
    : chartOf(source.root, "/spec", fill);
}

function sourceOf(node: YamlNode, fill: Fill, pointer: string): KitSource {
  return { ...referenceOf(node, fill), kind: textAt(node, "/kind"), pointer };
}

function referenceOf(node: YamlNode, fill: Fill): KitReference {
  const name = nodeAt(node, "/name");
  return {
    name: fill(textAt(node, "/name")),
    namespace: fill(textAt(node, "/namespace")),
    at: (name ?? node).at,
  };
}
