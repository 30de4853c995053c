import { isObject, member } from "../../model/json.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { RenderedObject } from "../../model/render.ts";
import { toValue } from "../../yaml/index.ts";
import type { Change } from "./changes.ts";
import { changesBetween } from "./changes.ts";
import { immutableChanges } from "./immutable.ts";

/** An object that one side has and the other has otherwise, or not at all. */
export interface ObjectChange {
  readonly kind: string;
  /** As `apps`, empty for the core. */
  readonly group: string;
  readonly name: string;
  /** Empty where the object does not say. */
  readonly namespace: string;
  readonly change: "added" | "removed" | "changed";
  /** What differs, where both have it. */
  readonly changes: readonly Change[];
  /** Those of the changes that an upgrade cannot make. */
  readonly immutable: readonly Change[];
}

/** These follow the version itself, and say nothing more. */
const versionLabels: ReadonlySet<string> = new Set(
  ["helm.sh~1chart", "app.kubernetes.io~1version"].flatMap((label) => [
    `/metadata/labels/${label}`,
    `/spec/template/metadata/labels/${label}`,
  ]),
);

/** Objects by group, kind, namespace and name; one whose API version alone differs is the same. */
export function objectChanges(
  before: readonly RenderedObject[],
  after: readonly RenderedObject[],
): readonly ObjectChange[] {
  const [old, next] = [byIdentity(before), byIdentity(after)];
  const names = [...new Set([...old.keys(), ...next.keys()])].sort(byCodeUnit);
  return names.flatMap((name): readonly ObjectChange[] => {
    const [was, is] = [old.get(name), next.get(name)];
    if (was === undefined)
      return is === undefined ? [] : [{ ...is.identity, ...none, change: "added" }];
    if (is === undefined) return [{ ...was.identity, ...none, change: "removed" }];
    const changes = changesBetween(was.value, is.value).filter(
      ({ pointer }) => !versionLabels.has(pointer),
    );
    if (changes.length === 0) return [];
    const { group, kind } = was.identity;
    const immutable = immutableChanges(`${group}/${kind}`, was.value, changes);
    return [{ ...was.identity, change: "changed", changes, immutable }];
  });
}

const none = { changes: [], immutable: [] } as const;

type Identity = Pick<ObjectChange, "group" | "kind" | "name" | "namespace">;

interface Identified {
  readonly identity: Identity;
  readonly value: unknown;
}

function byIdentity(objects: readonly RenderedObject[]): ReadonlyMap<string, Identified> {
  return new Map(
    objects.flatMap(({ node }) => {
      const value = toValue(node);
      const identity = identityOf(value);
      if (identity === undefined) return [];
      const { group, kind, namespace, name } = identity;
      return [[JSON.stringify([kind, name, namespace, group]), { identity, value }] as const];
    }),
  );
}

function identityOf(value: unknown): Identity | undefined {
  if (!isObject(value)) return undefined;
  const [apiVersion, kind] = [text(value["apiVersion"]), text(value["kind"])];
  if (kind === "") return undefined;
  const metadata = value["metadata"];
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  const [name, namespace] = [text(member(metadata, "name")), text(member(metadata, "namespace"))];
  return { group, kind, name, namespace };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
