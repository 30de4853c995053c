import type { TextChange } from "../../model/change.ts";
import type { YamlDocument, YamlNode } from "../../model/yaml-node.ts";
import { coercedText, nodeAt, scalarText } from "../../yaml/index.ts";
import { isWithin, writeScalar } from "../edit.ts";
import { referenceVersion } from "../reference-version.ts";
import type { Sites, VersionSite } from "./site.ts";

/** Where a unit itself carries its version: Chart.yaml, and appVersion where it is in lockstep; blueprint.yaml. */
export const ownSites: Sites = function* (unit, _workspace, { lockstep }) {
  const { chart, blueprint } = unit;
  const own = { holder: unit, embeds: false };
  if (chart !== undefined) {
    const { document, metadata } = chart;
    yield* written(document, "/version", { ...own, ruleId: "BP601", what: "the chart's version" });
    if (lockstep.has(metadata.name))
      yield* written(document, "/appVersion", { ...own, ruleId: "BP604", what: "the appVersion" });
  }
  if (blueprint === undefined) return;
  const { document } = blueprint;
  const ofBlueprint = { ...own, ruleId: "BP601", what: "the blueprint's version" };
  yield* written(document, "/spec/version", ofBlueprint);
  yield* reference(document, { ...own, ruleId: "BP117", what: "the version in source.ref" });
};

type Told = Pick<VersionSite, "ruleId" | "what" | "holder" | "embeds">;

/** The scalar at the pointer, where there is one. */
export function* written(
  { root }: YamlDocument,
  pointer: string,
  told: Told,
): Generator<VersionSite> {
  const node = nodeAt(root, pointer);
  const text = coercedText(node);
  if (node === undefined || text === undefined) return;
  yield {
    ...told,
    at: node.at,
    pointer,
    written: text,
    holds: (version) => text === version,
    write: (version) => edit(parentOf(root, pointer), node, version),
  };
}

/** A text that ends in the version, as `…:1.2.3`. */
function* reference({ root }: YamlDocument, told: Told): Generator<VersionSite> {
  const pointer = "/spec/manifests/source/ref";
  const node = nodeAt(root, pointer);
  const text = scalarText(node);
  const found = text === undefined ? undefined : referenceVersion(text);
  if (node === undefined || text === undefined || found === undefined) return;
  const { version: old, start, end } = found;
  yield {
    ...told,
    at: node.at,
    pointer,
    written: old,
    holds: (version) => old === version,
    write: (version) =>
      edit(parentOf(root, pointer), node, text.slice(0, start) + version + text.slice(end)),
  };
}

/** What holds the node at a pointer. */
export function parentOf(root: YamlNode | undefined, pointer: string): YamlNode | undefined {
  return nodeAt(root, pointer.slice(0, pointer.lastIndexOf("/")));
}

/** Undefined for what an alias brings: it stands elsewhere, and may be meant for others too. */
export function edit(
  parent: YamlNode | undefined,
  node: YamlNode,
  text: string,
): TextChange | undefined {
  const isSafe = parent !== undefined && node.kind === "scalar" && isWithin(node, parent);
  return isSafe ? writeScalar(node, text) : undefined;
}
