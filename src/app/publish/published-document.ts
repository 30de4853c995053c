import { publishedBlueprint } from "../../artifact/index.ts";
import type { Unit } from "../../model/workspace.ts";
import { nodeAt } from "../../yaml/index.ts";

/** The file's own bytes, with spec.manifests.chart naming the chart as consumers must (rule BP117). */
export function publishedDocument(
  { blueprint, kustomize }: Unit,
  chartName: string,
): Uint8Array | undefined {
  if (blueprint === undefined) return undefined;
  const node = nodeAt(blueprint.document.root, "/spec/manifests/chart");
  if (node?.kind !== "scalar" || kustomize !== undefined)
    return new TextEncoder().encode(blueprint.text);
  return publishedBlueprint({
    text: blueprint.text,
    start: node.start,
    end: node.end,
    replacement: chartName,
  });
}
