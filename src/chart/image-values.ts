import type { ImageReference } from "../model/image-reference.ts";
import { formatImage, parseImage } from "../model/image-reference.ts";
import type { MappingNode, YamlNode } from "../model/yaml-node.ts";
import { coercedText, entry, scalarBoolean } from "../yaml/index.ts";

/** An image that a values file names, and where. */
export interface ValuesImage {
  readonly image: ImageReference;
  /** The path of the value, as `controller.image`. */
  readonly key: string;
  /** Values leave the tag open: it is what stands for one. */
  readonly assumed: boolean;
}

const imageKey = /image$/iu;

/** What stands for a tag that values leave open. */
export interface DefaultTags {
  /** The chart's appVersion, the usual default of templates. */
  readonly own: string;
  /** By the keys that hold values for subcharts; empty where the subchart's is not known. */
  readonly subcharts: ReadonlyMap<string, string>;
}

/**
 * The images that default values name: `image: {registry, repository, tag, digest}`, `image: "name:tag"`, and a mapping
 * with `repository` and `tag` under any key. An open tag is the chart's appVersion; in values for a subchart that only
 * holds for a tag that is written and empty, since one that is not written is the subchart's own business.
 */
export function imagesInValues(
  root: YamlNode | undefined,
  tags: DefaultTags,
): readonly ValuesImage[] {
  if (root?.kind !== "mapping") return [];
  return [...search(root, { empty: tags.own, absent: tags.own }, [], tags.subcharts)];
}

interface OpenTag {
  readonly empty: string;
  readonly absent: string;
}

function* search(
  node: YamlNode,
  open: OpenTag,
  path: readonly string[],
  subcharts: ReadonlyMap<string, string> = new Map(),
): Generator<ValuesImage> {
  if (node.kind === "sequence") {
    for (const [index, item] of node.items.entries()) {
      yield* search(item, open, [...path, String(index)]);
    }
  }
  if (node.kind !== "mapping") return;
  const own = fromMapping(node, open, path);
  if (own !== undefined) yield { ...own, key: path.join(".") };
  for (const { name, value } of node.pairs) {
    const text = own === undefined ? fromText(name, value) : undefined;
    if (text !== undefined) yield { image: text, key: [...path, name].join("."), assumed: false };
    const below = subcharts.get(name);
    yield* search(value, below === undefined ? open : { empty: below, absent: "" }, [
      ...path,
      name,
    ]);
  }
}

function fromText(key: string, value: YamlNode): ImageReference | undefined {
  const text = coercedText(value) ?? "";
  if (!imageKey.test(key) || text === "") return undefined;
  return key === "image" || /[/:]/u.test(text) ? parseImage(text) : undefined;
}

function fromMapping(
  node: MappingNode,
  open: OpenTag,
  path: readonly string[],
): Omit<ValuesImage, "key"> | undefined {
  const named = namedBy(node, path);
  if (named === undefined) return undefined;
  const fallback = entry(node, "tag") === undefined ? open.absent : open.empty;
  const written = textOf(node, "tag") || named.tag;
  const tag = (written ?? "") === "" ? fallback || undefined : written;
  const digest = isUnused(node) ? undefined : textOf(node, "digest") || named.digest;
  const image = parseImage(formatImage({ repository: named.repository, tag, digest }));
  return image && { image, assumed: tag !== undefined && tag !== written };
}

/** As Cilium writes that a digest which is there does not count. */
function isUnused(node: MappingNode): boolean {
  return scalarBoolean(entry(node, "useDigest")) === false;
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
