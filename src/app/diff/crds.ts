import { isObject, member } from "../../model/json.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { SchemaChange } from "./narrowed.ts";
import { schemaChanges } from "./narrowed.ts";

/** A change of a CustomResourceDefinition; `path` is empty where it is of the whole. */
export interface CrdChange extends SchemaChange {
  /** As `widgets.example.com`. */
  readonly crd: string;
  /** As `v1`, empty where it is of all. */
  readonly version: string;
}

/** What changes for those who have objects of them. @param before by name, as parsed */
export function crdChanges(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly CrdChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort(byCodeUnit);
  return names.flatMap((crd) => {
    const whole = { crd, version: "", path: "" };
    if (!after.has(crd)) return [{ ...whole, kind: "removed", message: "is gone" }];
    if (!before.has(crd)) return [{ ...whole, kind: "added", message: "is new" }];
    return [...versionChanges(crd, before.get(crd), after.get(crd))];
  });
}

function* versionChanges(crd: string, before: unknown, after: unknown): Generator<CrdChange> {
  const [old, next] = [servedBy(before), servedBy(after)];
  for (const [version, schema] of old) {
    const is = next.get(version);
    const whole = { crd, version, path: "" };
    if (is === undefined) yield { ...whole, kind: "removed", message: "is no longer served" };
    else for (const change of schemaChanges(schema, is)) yield { crd, version, ...change };
  }
  for (const version of next.keys())
    if (!old.has(version)) yield { crd, version, path: "", kind: "added", message: "is new" };
}

/** The schemas of the versions that are served, by name. */
function servedBy(crd: unknown): ReadonlyMap<string, unknown> {
  const versions = member(member(crd, "spec"), "versions");
  const served = (Array.isArray(versions) ? versions : []).filter(
    (one) => isObject(one) && one["served"] === true && typeof one["name"] === "string",
  );
  return new Map(
    served.map((one) => [
      String(member(one, "name")),
      member(member(one, "schema"), "openAPIV3Schema") ?? {},
    ]),
  );
}
