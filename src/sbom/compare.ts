import { sorted } from "./order.ts";
import type { ListedComponent } from "./read.ts";

/** What happened to one thing between two bills of materials. */
export interface ComponentChange {
  readonly change: "added" | "removed" | "changed";
  readonly kind: string;
  readonly name: string;
  /** Versions before and after, sorted; of the same version with other bytes, the version and its sha256. */
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** By kind and name: what came, what went, and what is there in other versions or with other bytes. */
export function compareComponents(
  before: readonly ListedComponent[],
  after: readonly ListedComponent[],
): readonly ComponentChange[] {
  const [old, next] = [byThing(before), byThing(after)];
  const keys = sorted([...new Set([...old.keys(), ...next.keys()])], (key) => key);
  return keys.flatMap((key) => changeOf(key, old.get(key) ?? [], next.get(key) ?? []));
}

function byThing(
  components: readonly ListedComponent[],
): ReadonlyMap<string, readonly ListedComponent[]> {
  return Map.groupBy(components, ({ kind, name }) => `${kind} ${name}`);
}

function changeOf(
  key: string,
  before: readonly ListedComponent[],
  after: readonly ListedComponent[],
): readonly ComponentChange[] {
  const kind = key.slice(0, key.indexOf(" "));
  const name = key.slice(kind.length + 1);
  const [from, to] = [versions(before), versions(after)];
  if (before.length === 0) return [{ change: "added", kind, name, from, to }];
  if (after.length === 0) return [{ change: "removed", kind, name, from, to }];
  if (from.join("\n") !== to.join("\n")) return [{ change: "changed", kind, name, from, to }];
  const [bytes, other] = [withHashes(before), withHashes(after)];
  const isKnown = [...before, ...after].every(({ sha256 }) => sha256 !== undefined);
  return isKnown && bytes.join("\n") !== other.join("\n")
    ? [{ change: "changed", kind, name, from: bytes, to: other }]
    : [];
}

function versions(components: readonly ListedComponent[]): readonly string[] {
  return distinct(components.map(({ version }) => version));
}

function withHashes(components: readonly ListedComponent[]): readonly string[] {
  return distinct(components.map(({ version, sha256 = "" }) => `${version} sha256:${sha256}`));
}

function distinct(texts: readonly string[]): readonly string[] {
  return sorted([...new Set(texts)], (text) => text);
}
