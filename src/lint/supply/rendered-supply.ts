import type { Location } from "../../model/location.ts";
import type { Mention, Source } from "../../model/supply.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { emitYaml, parseYaml, pointerTo, toValue } from "../../yaml/index.ts";
import type { JudgedObject } from "../rendered/judged.ts";
import { Gates } from "../template/gate.ts";
import { plainText } from "../template/template.ts";
import { ValuesView } from "../template/values-view.ts";
import { Passage } from "./passage.ts";

/** One object of a render, read as templates are; its places are those of the fields in the template. */
export interface RenderedPassage {
  readonly passage: Passage;
  readonly source: Source;
}

/** A render asks nothing any more. */
const answered = new Gates([], new ValuesView(undefined));

export function renderedPassage(object: JudgedObject): RenderedPassage | undefined {
  const { source } = object.object;
  const text = emitYaml(toValue(object.object.node));
  const template = plainText({ path: "rendered.yaml", text }, object.unit.chart.folder);
  const [document] = template.documents;
  if (document?.kind === undefined) return undefined;
  let root: YamlNode | undefined;
  const locate = (start: number): Location => {
    root ??= parseYaml(text, source).documents[0]?.root;
    return object.at(root === undefined ? "" : pointerAt(root, start));
  };
  const passage = new Passage({ ...template, locate }, document, () => answered);
  return { passage, source: sourceOf(source) };
}

function sourceOf(path: string): Source {
  if (/^(?:charts\/[^/]+\/)*crds\//u.test(path)) return "crds";
  return path.startsWith("templates/") ? "templates" : "subcharts";
}

/** The JSON pointer of the innermost value in whose text the offset lies. */
function pointerAt(node: YamlNode, offset: number): string {
  const children: (readonly [string | number, YamlNode])[] = [];
  if (node.kind === "mapping")
    children.push(...node.pairs.map(({ name, value }) => [name, value] as const));
  if (node.kind === "sequence")
    children.push(...node.items.map((item, index) => [index, item] as const));
  const inside = children.find(([, { start, end }]) => start <= offset && offset <= end);
  return inside === undefined ? "" : pointerTo(inside[0]) + pointerAt(inside[1], offset);
}

/** What the render does not show: that something is off, or that the cluster is asked for it. */
export function isBesideRender({ source, presence }: Mention): boolean {
  if (source === "values" || source === "manifests" || source === "crds") return true;
  return presence.state === "off" || presence.state === "asked";
}

/** The release's own namespace is written as none, as templates are told. */
export function inOwnNamespace(mention: Mention, release: string | undefined): Mention {
  const { resource } = mention;
  if (resource.namespace !== release) return mention;
  return { ...mention, resource: { ...resource, namespace: "" } };
}

/** The values on which it hangs that something is rendered, as far as the template tells them. */
export function withToggles(
  rendered: readonly Mention[],
  written: readonly Mention[],
): readonly Mention[] {
  const known = new Map(written.map((one) => [placeKey(one), one.presence.toggles]));
  return rendered.map((one) => {
    const toggles = known.get(placeKey(one)) ?? [];
    return toggles.length === 0 ? one : { ...one, presence: { ...one.presence, toggles } };
  });
}

function placeKey({ resource, at }: Mention): string {
  const { group, kind, name } = resource;
  return JSON.stringify([group, kind, name, at.file, at.line]);
}
