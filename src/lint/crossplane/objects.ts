import type { Location } from "../../model/location.ts";
import type { Unit } from "../../model/workspace.ts";
import type { YamlDocument } from "../../model/yaml-node.ts";
import { nodeAt, scalarText } from "../../yaml/index.ts";
import { groupOf } from "../groups.ts";
import { placeOf } from "../place.ts";

/** One document of compositions/. */
export interface CompositionObject {
  readonly unit: Unit;
  readonly document: YamlDocument;
  /** Empty where it says none. */
  readonly apiVersion: string;
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

const known = new WeakMap<Unit, readonly CompositionObject[]>();

/** What a unit's compositions/ holds but for empty documents, in the order of the files. */
export function compositionObjects(unit: Unit): readonly CompositionObject[] {
  const objects = known.get(unit) ?? read(unit);
  known.set(unit, objects);
  return objects;
}

function read(unit: Unit): readonly CompositionObject[] {
  return (unit.compositions ?? []).flatMap(({ documents }) =>
    documents
      .filter(({ root }) => root !== undefined && !isNull(root))
      .map((document) => {
        const text = (pointer: string): string => textAt(document, pointer);
        const apiVersion = text("/apiVersion");
        return {
          unit,
          document,
          apiVersion,
          group: groupOf(apiVersion),
          kind: text("/kind"),
          name: text("/metadata/name"),
          namespace: text("/metadata/namespace"),
        };
      }),
  );
}

function isNull(root: NonNullable<YamlDocument["root"]>): boolean {
  return root.kind === "scalar" && root.value === null;
}

/** Those of a kind of Crossplane's, in every version of it. */
export function ofKind(
  units: readonly Unit[],
  kind: "CompositeResourceDefinition" | "Composition" | "Function" | "Configuration",
): readonly CompositionObject[] {
  const group = kind.startsWith("Compos") ? "apiextensions.crossplane.io" : "pkg.crossplane.io";
  return units
    .flatMap(compositionObjects)
    .filter((object) => object.kind === kind && object.group === group);
}

/** The text at a pointer, empty where there is none. */
export function textAt({ root }: YamlDocument, pointer: string): string {
  return scalarText(nodeAt(root, pointer)) ?? "";
}

/** The place and the pointer of what a complaint is about. */
export function at(
  { document, unit }: CompositionObject,
  pointer: string,
): { readonly at: Location; readonly pointer: string; readonly unit: Unit } {
  return { at: placeOf(document, pointer), pointer, unit };
}

/** As `Composition x`. */
export function labelOf({ kind, name }: CompositionObject): string {
  return name === "" ? `the ${kind || "object"}` : `the ${kind} ${name}`;
}
