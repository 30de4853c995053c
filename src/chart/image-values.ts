import type { MappingNode, YamlNode } from "../model/yaml-node.ts";
import { coercedText, entry } from "../yaml/index.ts";
import type { ImageReference } from "./image-reference.ts";
import { formatImage, parseImage } from "./image-reference.ts";

/** An image that a values file names, and where. */
export interface ValuesImage {
  readonly image: ImageReference;
  /** The path of the value, as `controller.image`. */
  readonly key: string;
}

const imageKey = /image$/iu;

/**
 * The images that default values name: `image: {registry, repository, tag, digest}`, `image: "name:tag"`, and a mapping
 * with `repository` and `tag` under any key. An empty tag stands for the chart's appVersion, the usual template default.
 */
export function* imagesInValues(
  node: YamlNode | undefined,
  appVersion: string,
  path: readonly string[] = [],
): Generator<ValuesImage> {
  if (node?.kind === "sequence") {
    for (const [index, item] of node.items.entries()) {
      yield* imagesInValues(item, appVersion, [...path, String(index)]);
    }
  }
  if (node?.kind !== "mapping") return;
  const own = fromMapping(node, appVersion, path);
  if (own !== undefined) yield { image: own, key: path.join(".") };
  for (const { name, value } of node.pairs) {
    const text = own === undefined ? fromText(name, value) : undefined;
    if (text !== undefined) yield { image: text, key: [...path, name].join(".") };
    yield* imagesInValues(value, appVersion, [...path, name]);
  }
}

function fromText(key: string, value: YamlNode): ImageReference | undefined {
  const text = coercedText(value) ?? "";
  if (!imageKey.test(key) || text === "") return undefined;
  return key === "image" || /[/:]/u.test(text) ? parseImage(text) : undefined;
}

function fromMapping(
  node: MappingNode,
  appVersion: string,
  path: readonly string[],
): ImageReference | undefined {
  const named = namedBy(node, path);
  if (named === undefined) return undefined;
  const tag = textOf(node, "tag") || named.tag || appVersion || undefined;
  const digest = textOf(node, "digest") || named.digest;
  return parseImage(formatImage({ repository: named.repository, tag, digest }));
}

/** What registry and repository of an image's mapping say; undefined for a mapping that describes none. */
function namedBy(node: MappingNode, path: readonly string[]): ImageReference | undefined {
  const tagged = entry(node, "tag") !== undefined;
  const repository = textOf(node, "repository") || (tagged ? textOf(node, "image") : "");
  if (repository === "" || !(tagged || imageKey.test(path.at(-1) ?? ""))) return undefined;
  const registry = textOf(node, "registry").replace(/\/+$/u, "");
  return parseImage(registry === "" ? repository : `${registry}/${repository}`);
}

function textOf(node: MappingNode, name: string): string {
  return coercedText(entry(node, name)) ?? "";
}
