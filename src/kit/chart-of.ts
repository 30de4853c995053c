import type { YamlNode } from "../model/yaml-node.ts";
import { nodeAt } from "../yaml/index.ts";
import { textAt } from "./object.ts";

/** A chart and its version, and where they are written. */
export interface ChartPin {
  readonly chart: string;
  readonly chartNode: YamlNode | undefined;
  readonly version: string;
  readonly versionNode: YamlNode | undefined;
  readonly versionPointer: string;
}

/** The chart that a HelmRelease or a HelmChart names, at the pointer. */
export function chartOf(root: YamlNode, pointer: string, fill: (text: string) => string): ChartPin {
  return {
    chart: fill(textAt(root, `${pointer}/chart`)),
    chartNode: nodeAt(root, `${pointer}/chart`),
    version: fill(textAt(root, `${pointer}/version`)),
    versionNode: nodeAt(root, `${pointer}/version`),
    versionPointer: `${pointer}/version`,
  };
}

/** The chart that an OCIRepository fetches: the end of its url, at its tag or in its range. */
export function ociChartOf(root: YamlNode, fill: (text: string) => string): ChartPin {
  const url = fill(textAt(root, "/spec/url"));
  const versionPointer = nodeAt(root, "/spec/ref/tag") ? "/spec/ref/tag" : "/spec/ref/semver";
  return {
    chart: url.startsWith("oci://") ? url.slice(url.lastIndexOf("/") + 1) : "",
    chartNode: nodeAt(root, "/spec/url"),
    version: fill(textAt(root, versionPointer)),
    versionNode: nodeAt(root, versionPointer),
    versionPointer,
  };
}
