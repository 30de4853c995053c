import type { Chart } from "../../model/chart.ts";
import type { Mention, Presence, Resource } from "../../model/supply.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { entry, nodeAt, pointerTo, scalarBoolean, scalarText } from "../../yaml/index.ts";
import type { Leaf } from "../leaves.ts";
import { leavesOf } from "../leaves.ts";
import { always } from "../template/gate.ts";
import type { Reference } from "./references.ts";
import { referenceOf, referred, serviceAddress, serviceAt } from "./references.ts";

/**
 * What the default values name of others': they are handed to charts that need not be there to be read. What stands
 * beside or below an `enabled: false`, or belongs to a dependency that is off, is off.
 */
export function valueNeeds(chart: Chart): readonly Mention[] {
  const root = chart.values?.root;
  if (root === undefined) return [];
  return leavesOf(root).flatMap((leaf) =>
    [...named(leaf, root), ...addresses(leaf)].map((resource): Mention => {
      const presence = presenceOf(leaf.path, root, chart);
      return { resource, at: leaf.node.at, presence, source: "values" };
    }),
  );
}

/** What a scalar names by its own key, or as the name in a mapping or in one of a list. */
function* named({ node, path }: Leaf, root: YamlNode): Iterable<Resource> {
  const text = scalarText(node);
  const key = path.at(-1) ?? "";
  const own = referenceOf(key);
  if (own?.isScalar === true)
    yield* resourceOf(own, (member) => (member === "name" ? text : undefined));
  if (key === "name" && text !== undefined) yield* inMapping(path, root);
}

function* inMapping(path: readonly string[], root: YamlNode): Iterable<Resource> {
  const keys = path.slice(0, -1).filter((step) => !/^\d+$/u.test(step));
  const reference = referenceOf(keys.at(-1) ?? "");
  if (reference === undefined || reference.isScalar) return;
  const mapping = nodeAt(root, pointerTo(...path.slice(0, -1)));
  if (scalarBoolean(entry(mapping, "optional")) !== true)
    yield* resourceOf(reference, (member) => scalarText(entry(mapping, member)));
}

function resourceOf(
  reference: Reference,
  member: (name: string) => string | undefined,
): readonly Resource[] {
  const resource = referred(reference, member);
  return resource === undefined ? [] : [resource];
}

function* addresses({ node: { value } }: Leaf): Iterable<Resource> {
  if (typeof value !== "string" || !value.includes(".svc")) return;
  for (const [, name = "", namespace = ""] of value.matchAll(serviceAddress))
    yield serviceAt(name, namespace);
}

function presenceOf(path: readonly string[], root: YamlNode, { metadata }: Chart): Presence {
  const [first = ""] = path;
  const dependency = metadata.dependencies.find(({ name, alias }) => (alias || name) === first);
  const condition = dependency?.condition.split(",")[0]?.trim().split(".") ?? [];
  const switches = path.map((_, depth) => [...path.slice(0, depth), "enabled"]).slice(1);
  for (const toggle of [condition, ...switches]) {
    const node = nodeAt(root, pointerTo(...toggle));
    if (scalarBoolean(node) === false)
      return { state: "off", toggles: [{ path: toggle, at: node?.at }] };
  }
  return always;
}
