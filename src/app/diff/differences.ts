import type { ChartDependency } from "../../model/chart.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { Level } from "../vendor/level.ts";
import { stepBetween } from "../vendor/level.ts";
import type { Change } from "./changes.ts";
import type { CrdChange } from "./crds.ts";
import { crdChanges } from "./crds.ts";
import type { Facts } from "./facts.ts";
import { crdsIn } from "./facts.ts";
import type { SchemaChange } from "./narrowed.ts";
import { schemaChanges } from "./narrowed.ts";
import type { ObjectChange } from "./objects.ts";
import { objectChanges } from "./objects.ts";
import { valueChanges } from "./values.ts";

/** A chart inside the chart. */
export interface DependencyChange {
  /** Its alias, else its name. */
  readonly name: string;
  /** Null where it is new. */
  readonly before: string | null;
  /** Null where it is gone. */
  readonly after: string | null;
  /** Null where it is none from an older to a newer version. */
  readonly step: Level | null;
}

export interface FileChange {
  /** Below the chart's folder in the package. */
  readonly path: string;
  readonly change: "added" | "removed" | "changed";
}

/** Everything that two versions differ in. */
export interface Differences {
  /** Null where one of them cannot be packaged. */
  readonly files: readonly FileChange[] | null;
  readonly dependencies: readonly DependencyChange[];
  readonly values: readonly Change[];
  readonly configuration: readonly SchemaChange[];
  /** Null where they are not rendered. */
  readonly objects: readonly ObjectChange[] | null;
  readonly images: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** Null where they are not rendered. */
  readonly crds: readonly CrdChange[] | null;
  /** What compositions/ holds, and for those who have composites or claims, what becomes of their kinds. */
  readonly compositions: {
    readonly objects: readonly ObjectChange[];
    readonly definitions: readonly CrdChange[];
  };
}

export function differencesOf(before: Facts, after: Facts): Differences {
  const rendered = before.objects !== undefined && after.objects !== undefined;
  const [old, next] = [before.objects ?? [], after.objects ?? []];
  return {
    files: before.files && after.files ? fileChanges(before.files, after.files) : null,
    dependencies: dependencyChanges(before.dependencies, after.dependencies),
    values: valueChanges(before.values, after.values, after.dependencies),
    configuration: schemaChanges(
      before.blueprint.configSchema ?? {},
      after.blueprint.configSchema ?? {},
    ),
    objects: rendered ? objectChanges(old, next) : null,
    // Like is compared with like: a render finds more than the values name.
    images: rendered
      ? imageChanges(before.images, after.images)
      : imageChanges(before.namedImages, after.namedImages),
    crds: rendered ? crdChanges(crdsIn(old), crdsIn(next)) : null,
    compositions: compositionChanges(before.compositions, after.compositions),
  };
}

function compositionChanges(
  before: Facts["compositions"],
  after: Facts["compositions"],
): Differences["compositions"] {
  const kind = "CompositeResourceDefinition";
  return {
    objects: objectChanges(before, after),
    definitions: crdChanges(crdsIn(before, kind), crdsIn(after, kind)),
  };
}

function imageChanges(before: readonly string[], after: readonly string[]): Differences["images"] {
  return {
    added: after.filter((image) => !before.includes(image)),
    removed: before.filter((image) => !after.includes(image)),
  };
}

function fileChanges(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly FileChange[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort(byCodeUnit);
  return paths.flatMap((path): readonly FileChange[] => {
    if (!before.has(path)) return [{ path, change: "added" }];
    if (!after.has(path)) return [{ path, change: "removed" }];
    return before.get(path) === after.get(path) ? [] : [{ path, change: "changed" }];
  });
}

function dependencyChanges(
  before: readonly ChartDependency[],
  after: readonly ChartDependency[],
): readonly DependencyChange[] {
  const [old, next] = [versionsOf(before), versionsOf(after)];
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((name) => {
    const [was, is] = [old.get(name) ?? null, next.get(name) ?? null];
    if (was === is) return [];
    const step = was === null || is === null ? undefined : stepBetween(was, is);
    return [{ name, before: was, after: is, step: step ?? null }];
  });
}

function versionsOf(dependencies: readonly ChartDependency[]): ReadonlyMap<string, string> {
  return new Map(
    dependencies.map(({ name, alias, version }) => [alias === "" ? name : alias, version]),
  );
}
