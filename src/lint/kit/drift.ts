import type { ExpectedGraph, ExpectedSlot, Kit, KitFile, KitRelease } from "../../model/kit.ts";
import type { Location } from "../../model/location.ts";
import { entry, pair } from "../../yaml/index.ts";
import { releasesOf } from "../kits.ts";
import { ofEach } from "./remembered.ts";

/**
 * How a kit departs from its expected graph: `missing-edge` and `undeclared` lack on one side, `extra-edge` on the
 * other; `renamed` is a release in the slot of one that is not there.
 */
export type DriftKind = "missing-edge" | "extra-edge" | "undeclared" | "renamed" | "slot";

export interface Drift {
  readonly kind: DriftKind;
  /** The release's. */
  readonly name: string;
  /** What an edge leads to; the name, or the slot, that is expected instead. */
  readonly to?: string;
  /** In the kit. */
  readonly at: Location;
  readonly pointer: string;
  readonly message: string;
  /** The row of the expected graph. */
  readonly row?: ExpectedSlot;
  readonly release: KitRelease;
}

/** What differs between the kit's releases and its expected graph, in the order of the files; nothing where it has none. */
export const driftOf: (kit: Kit) => readonly Drift[] = ofEach(drifting);

function drifting(kit: Kit): readonly Drift[] {
  const { expected, files } = kit;
  if (expected === undefined) return [];
  const held = new Set(releasesOf(kit).map(({ name }) => name));
  const rows = new Map(expected.slots.toReversed().map((row) => [row.name, row]));
  return files.flatMap((file) =>
    file.releases.flatMap((release) => {
      const row = rows.get(release.name);
      if (row === undefined) return [undeclared(release, file, { expected, held })];
      return [...slotDrift(release, file, row), ...edgeDrift(release, row)];
    }),
  );
}

/** The rows whose release the kit does not have yet; one whose slot holds another release was renamed instead. */
export function deferredOf(kit: Kit): readonly ExpectedSlot[] {
  const held = new Set(releasesOf(kit).map(({ name }) => name));
  const replaced = new Set(
    driftOf(kit).flatMap(({ kind, row }) => (kind === "renamed" && row !== undefined ? row : [])),
  );
  return (kit.expected?.slots ?? []).filter((row) => !held.has(row.name) && !replaced.has(row));
}

function undeclared(
  release: KitRelease,
  { slot }: KitFile,
  { expected, held }: { readonly expected: ExpectedGraph; readonly held: ReadonlySet<string> },
): Drift {
  const { name, at } = release;
  const row = expected.slots.find((one) => one.slot === slot && !held.has(one.name));
  const common = { name, at, pointer: "/metadata/name", release };
  if (row === undefined) {
    const message = `the release ${name} is not in the expected graph (${expected.file})`;
    return { ...common, kind: "undeclared", message };
  }
  const message = `slot ${row.slot} is expected to hold ${row.name}, and its release is named ${name}${placeOf(row)}`;
  return { ...common, kind: "renamed", to: row.name, message, row };
}

function slotDrift(
  release: KitRelease,
  { slot, name: file }: KitFile,
  row: ExpectedSlot,
): readonly Drift[] {
  if (slot === undefined || row.slot === "" || slot === row.slot) return [];
  const { name, at } = release;
  const message = `${name} is expected in slot ${row.slot}, and its file is ${file}${placeOf(row)}`;
  const pointer = "/metadata/name";
  return [{ kind: "slot", name, to: row.slot, at, pointer, message, row, release }];
}

function edgeDrift(release: KitRelease, row: ExpectedSlot): readonly Drift[] {
  const { name, dependsOn, root } = release;
  const pointer = "/spec/dependsOn";
  const list = pair(entry(root, "spec"), "dependsOn")?.key.at ?? release.at;
  const actual = new Set(dependsOn.map((one) => one.name));
  const expected = new Set(row.dependsOn.map((one) => one.name));
  const missing = [...expected].filter((to) => !actual.has(to) && to !== name);
  return [
    ...missing.map((to): Drift => {
      const message = `${name} should wait for ${to}${placeOf(row)}`;
      return { kind: "missing-edge", name, to, at: list, pointer, message, row, release };
    }),
    ...dependsOn.flatMap(({ name: to, at }, index): readonly Drift[] => {
      if (expected.has(to) || to === name) return [];
      const message = `${name} waits for ${to}, which is not expected${placeOf(row)}`;
      const item = `${pointer}/${index}/name`;
      return [{ kind: "extra-edge", name, to, at, pointer: item, message, row, release }];
    }),
  ];
}

function placeOf({ at }: ExpectedSlot): string {
  return ` (${at.file}:${at.line})`;
}
