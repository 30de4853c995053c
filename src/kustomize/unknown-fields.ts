import type { Location } from "../model/location.ts";
import { nearest } from "../model/nearest.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import { pointerTo } from "../yaml/index.ts";
import type { Fields, Shape } from "./fields.ts";
import { kustomizationFields } from "./fields.ts";

/** A field that kustomize does not know. */
export interface UnknownField {
  readonly name: string;
  /** What was probably meant. */
  readonly near: string | undefined;
  readonly pointer: string;
  readonly at: Location;
}

/** The fields that kustomize refuses, at whatever depth; it reads names in any case. */
export function unknownFields(root: YamlNode | undefined): readonly UnknownField[] {
  return root === undefined ? [] : [...search(root, kustomizationFields, [])];
}

function* search(
  node: YamlNode,
  shape: Shape,
  path: readonly (string | number)[],
): Generator<UnknownField> {
  if (shape === "any") return;
  if (isList(shape)) {
    if (node.kind === "sequence")
      for (const [index, item] of node.items.entries())
        yield* search(item, shape[0], [...path, index]);
    return;
  }
  if (node.kind !== "mapping") return;
  const known = new Map(Object.entries(shape).map(([name, below]) => [name.toLowerCase(), below]));
  for (const { name, key, value } of node.pairs) {
    const below = known.get(name.toLowerCase());
    const pointer = pointerTo(...path, name);
    if (below === undefined)
      yield { name, near: nearest(name, Object.keys(shape)), pointer, at: key.at };
    else yield* search(value, below, [...path, name]);
  }
}

function isList(shape: Fields | readonly [Fields]): shape is readonly [Fields] {
  return Array.isArray(shape);
}
