import type { Unit } from "../../model/workspace.ts";
import { items, nodeAt, scalarBoolean, scalarText } from "../../yaml/index.ts";
import { pointerTo } from "../../yaml/index.ts";
import type { CompositionObject } from "./objects.ts";
import { ofKind, textAt } from "./objects.ts";

/** A version of a definition, and where it stands. */
export interface DefinedVersion {
  readonly name: string;
  readonly served: boolean;
  readonly referenceable: boolean;
  readonly pointer: string;
}

/** A CompositeResourceDefinition, as far as it is written out. */
export interface Definition {
  readonly object: CompositionObject;
  readonly group: string;
  /** Of the composite. */
  readonly kind: string;
  readonly plural: string;
  /** Of the claim, undefined where it offers none. */
  readonly claim: { readonly kind: string; readonly plural: string } | undefined;
  readonly versions: readonly DefinedVersion[];
}

/** The definitions in the units' compositions/. */
export function definitionsIn(units: readonly Unit[]): readonly Definition[] {
  return ofKind(units, "CompositeResourceDefinition").map((object) => {
    const text = (pointer: string): string => textAt(object.document, pointer);
    const hasClaim = nodeAt(object.document.root, "/spec/claimNames") !== undefined;
    return {
      object,
      group: text("/spec/group"),
      kind: text("/spec/names/kind"),
      plural: text("/spec/names/plural"),
      claim: hasClaim
        ? { kind: text("/spec/claimNames/kind"), plural: text("/spec/claimNames/plural") }
        : undefined,
      versions: versionsOf(object),
    };
  });
}

function versionsOf({ document }: CompositionObject): readonly DefinedVersion[] {
  return items(nodeAt(document.root, "/spec/versions")).map((node, index) => ({
    name: scalarText(nodeAt(node, "/name")) ?? "",
    served: scalarBoolean(nodeAt(node, "/served")) ?? false,
    referenceable: scalarBoolean(nodeAt(node, "/referenceable")) ?? false,
    pointer: pointerTo("spec", "versions", index),
  }));
}
