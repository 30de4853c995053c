import type { Blueprint } from "../model/blueprint.ts";
import type { Location } from "../model/location.ts";
import type { YamlDocument } from "../model/yaml-node.ts";
import { keyAt, nodeAt, pointerSteps, pointerTo } from "../yaml/index.ts";

/** The value at the pointer; for one that is not there, the key of the nearest thing around it that is. */
export function placeOf(document: YamlDocument, pointer: string): Location {
  const { root, at } = document;
  if (root === undefined) return at;
  const node = nodeAt(root, pointer);
  if (node !== undefined) return node.at;
  const steps = pointerSteps(pointer);
  for (let length = steps.length - 1; length > 0; length -= 1) {
    const around = pointerTo(...steps.slice(0, length));
    if (nodeAt(root, around) !== undefined) return keyAt(root, around);
  }
  return root.at;
}

/** The key at the pointer. */
export function keyPlaceOf({ root, at }: YamlDocument, pointer: string): Location {
  return root === undefined ? at : keyAt(root, pointer);
}

/** The pointer of the item of `depends` that starts at the place. */
export function dependsPointer({ document }: Blueprint, at: Location): string {
  const list = nodeAt(document.root, "/spec/depends");
  const items = list?.kind === "sequence" ? list.items : [];
  const index = items.findIndex((item) => item.at.line === at.line && item.at.column === at.column);
  return pointerTo("spec", "depends", Math.max(index, 0));
}
