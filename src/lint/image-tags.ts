import type { Location } from "../model/location.ts";
import type { MappingNode, YamlNode } from "../model/yaml-node.ts";
import { coercedText, entry, nodeAt, pointerTo } from "../yaml/index.ts";
import type { Leaf } from "./leaves.ts";
import { leafPlace, leavesOf } from "./leaves.ts";
import type { Template } from "./template/template.ts";

/** An image that is named with a tag, and where its tag stands. */
export interface FoundTag {
  /** With the registry where one is given. */
  readonly repository: string;
  /** Empty where it is not told here. */
  readonly tag: string;
  /** It is pinned by digest, so that the tag is a comment. */
  readonly pinned: boolean;
  readonly at: Location;
  readonly pointer?: string;
}

const reference =
  /^([a-z0-9][\w.-]*(?::\d+)?(?:\/[a-z0-9][\w.-]*)*)(?::([\w][\w.-]*))?(@sha256:[0-9a-f]{64})?$/iu;
const literal = /^[ ]*(?:-[ ]+)?image:[ ]+["']?([^\s"'#\uE000]+)["']?[ \t]*(?:#.*)?\r?$/gmu;

/** A key under which values name an image, or a part of one. */
const named = /^(?:tag|repository)$|image$/iu;

/** Images in values: `{repository, tag}`, and texts under a key that ends in image. */
export function* tagsInValues(root: YamlNode): Iterable<FoundTag> {
  const told = new Set<YamlNode>();
  for (const leaf of leavesOf(root)) {
    const key = leaf.path.at(-1) ?? "";
    if (!named.test(key)) continue;
    const above = leaf.path.slice(0, -1);
    const holder = nodeAt(root, pointerTo(...above));
    if (!isPart(key, holder)) yield* inText(leaf);
    else if (holder?.kind === "mapping" && !told.has(holder)) {
      told.add(holder);
      yield* inMapping(holder, above);
    }
  }
}

/** `image` beside `tag` is the name of the image alone. */
function isPart(key: string, holder: YamlNode | undefined): boolean {
  return !/image$/iu.test(key) || (key === "image" && entry(holder, "tag") !== undefined);
}

function* inText(leaf: Leaf): Iterable<FoundTag> {
  const found = readImage(coercedText(leaf.node) ?? "");
  if (found !== undefined) yield { ...found, ...leafPlace(leaf) };
}

function* inMapping(node: MappingNode, path: readonly string[]): Iterable<FoundTag> {
  const of = (name: string): string => coercedText(entry(node, name)) ?? "";
  const key = nameKey(node, path);
  const written = key === undefined ? undefined : readImage(of(key));
  if (key === undefined || written === undefined) return;
  const registry = of("registry").replace(/\/+$/u, "");
  const tag = entry(node, "tag");
  const place = tag === undefined ? key : "tag";
  yield {
    repository: registry === "" ? written.repository : `${registry}/${written.repository}`,
    tag: of("tag") || written.tag,
    pinned: written.pinned || of("digest") !== "" || of("tag").includes("@sha256:"),
    at: (entry(node, place) ?? node).at,
    pointer: pointerTo(...path, place),
  };
}

/** The key that names an image in a mapping, undefined where the mapping describes none. */
function nameKey(node: MappingNode, path: readonly string[]): "repository" | "image" | undefined {
  const tagged = entry(node, "tag") !== undefined;
  if (!tagged && !/image$/iu.test(path.at(-1) ?? "")) return undefined;
  if (entry(node, "repository") !== undefined) return "repository";
  return tagged ? "image" : undefined;
}

/** Literal `image:` lines of a template. */
export function* tagsInTemplate(template: Template): Iterable<FoundTag> {
  for (const match of template.blanked.matchAll(literal)) {
    const [whole, text = ""] = match;
    const found = readImage(text);
    const start = match.index + whole.indexOf(text, whole.indexOf("image:") + "image:".length);
    if (found !== undefined && /[/:]/u.test(text))
      yield { ...found, at: template.locate(start, start + text.length) };
  }
}

/** `[registry/]repository[:tag][@digest]`, undefined where the text is none. */
export function readImage(
  text: string,
): Pick<FoundTag, "repository" | "tag" | "pinned"> | undefined {
  const match = reference.exec(text);
  if (match === null || text.length > 512) return undefined;
  const [, repository = "", tag = "", digest] = match;
  return { repository, tag, pinned: digest !== undefined };
}

/** Branches and names that always mean the newest. */
const moving =
  /^(?:latest|stable|edge|nightly|dev|develop|main|master|head)$|^(?:main|master|develop)-/iu;
const majorOnly =
  /^v?\d+(?:-(?:alpine|slim|debian|bookworm|bullseye|trixie|ubuntu|jammy|noble|ubi))?$/u;

const closed: readonly (readonly [repository: RegExp, what: string])[] = [
  [
    /^(?:(?:docker\.io|index\.docker\.io|registry-1\.docker\.io)\/)?bitnami\//u,
    "Docker Hub no longer serves the versions of bitnami",
  ],
  [/^k8s\.gcr\.io\//u, "k8s.gcr.io is closed, its images are at registry.k8s.io"],
];

/** What is wrong with an image, undefined where nothing is that can be told here. */
export function faultOf({ repository, tag, pinned }: FoundTag): string | undefined {
  const gone = closed.find(([pattern]) => pattern.test(repository));
  if (gone !== undefined) return `${repository}${tag && `:${tag}`}: ${gone[1]}`;
  if (pinned || tag === "") return undefined;
  if (moving.test(tag)) return `${repository}:${tag} is another image every time it is pulled`;
  if (majorOnly.test(tag))
    return `${repository}:${tag} moves with every release of ${majorOf(tag)}`;
  return undefined;
}

function majorOf(tag: string): string {
  return /\d+/u.exec(tag)?.[0] ?? tag;
}
