import type { RenderedObject } from "../../model/render.ts";
import { entry, scalarText } from "../../yaml/index.ts";

/** What names an object; texts are empty where it does not say. */
export interface Header {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

export function headerOf({ node }: Pick<RenderedObject, "node">): Header {
  const metadata = entry(node, "metadata");
  return {
    apiVersion: scalarText(entry(node, "apiVersion")) ?? "",
    kind: scalarText(entry(node, "kind")) ?? "",
    name: scalarText(entry(metadata, "name")) ?? "",
    namespace: scalarText(entry(metadata, "namespace")) ?? "",
  };
}
