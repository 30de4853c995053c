import type { Location } from "../../model/location.ts";
import type { RenderedObject } from "../../model/render.ts";
import { entry, scalarText } from "../../yaml/index.ts";
import type { ChartUnit } from "../charts.ts";
import { groupOf } from "../groups.ts";
import type { Header } from "./header.ts";
import { headerOf } from "./header.ts";
import { renderedPlace } from "./place.ts";

/** A rendered object as rules look at it. */
export interface JudgedObject extends Header {
  readonly unit: ChartUnit;
  readonly object: RenderedObject;
  readonly group: string;
  /** As `Deployment app`; of an object without a name, its kind and its file. */
  readonly label: string;
  /** The events of a Helm hook, as `post-install`; none for what is no hook. */
  readonly hooks: readonly string[];
  /** Where a field of it is written, by JSON pointer; without one, the object. */
  readonly at: (pointer?: string) => Location;
}

const known = new WeakMap<ChartUnit, readonly JudgedObject[]>();

/** The objects that a unit's chart renders by default; none where it was not rendered. */
export function objectsOf(unit: ChartUnit): readonly JudgedObject[] {
  const rendered = unit.render?.rendered;
  if (rendered?.kind !== "rendered") return [];
  const objects = known.get(unit) ?? rendered.objects.map((one) => judged(unit, one));
  known.set(unit, objects);
  return objects;
}

function judged(unit: ChartUnit, object: RenderedObject): JudgedObject {
  const header = headerOf(object);
  const { kind, name, apiVersion } = header;
  return {
    ...header,
    unit,
    object,
    group: groupOf(apiVersion),
    label: `${kind || "a document"} ${name || `in ${object.source}`}`,
    hooks: hooksOf(object),
    at: (pointer) => renderedPlace(unit, object, pointer),
  };
}

function hooksOf({ node }: RenderedObject): readonly string[] {
  const annotations = entry(entry(node, "metadata"), "annotations");
  const text = scalarText(entry(annotations, "helm.sh/hook")) ?? "";
  return text.split(",").flatMap((event) => (event.trim() === "" ? [] : event.trim()));
}
