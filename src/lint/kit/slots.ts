import type { ExpectedGraph, ExpectedSlot, Kit, KitFile } from "../../model/kit.ts";
import type { Location } from "../../model/location.ts";
import { nearest } from "../../model/nearest.ts";

/** Two files of a kit that begin with one number. */
export interface SharedSlot {
  readonly slot: string;
  readonly file: KitFile;
  readonly first: KitFile;
}

/** The files whose number an earlier file has. */
export function sharedSlots({ files }: Kit): readonly SharedSlot[] {
  const taken = new Map<string, KitFile>();
  return files.flatMap((file) => {
    const { slot } = file;
    if (slot === undefined) return [];
    const first = taken.get(slot);
    if (first === undefined) taken.set(slot, file);
    return first === undefined ? [] : [{ slot, file, first }];
  });
}

/** A row of an expected graph that repeats the name or the slot of an earlier one. */
export interface RepeatedRow {
  readonly row: ExpectedSlot;
  readonly first: ExpectedSlot;
  readonly what: "name" | "slot";
}

export function repeatedRows(rows: readonly ExpectedSlot[]): readonly RepeatedRow[] {
  const names = new Map<string, ExpectedSlot>();
  const slots = new Map<string, ExpectedSlot>();
  return rows.flatMap((row): readonly RepeatedRow[] => {
    const [sameName, sameSlot] = [names.get(row.name), slots.get(row.slot)];
    if (sameName === undefined) names.set(row.name, row);
    if (sameSlot === undefined && row.slot !== "") slots.set(row.slot, row);
    if (sameName !== undefined) return [{ row, first: sameName, what: "name" }];
    return sameSlot === undefined ? [] : [{ row, first: sameSlot, what: "slot" }];
  });
}

/** An edge of an expected graph to a name that has no row. */
export interface UnknownTarget {
  readonly row: ExpectedSlot;
  readonly name: string;
  readonly at: Location;
  /** What may have been meant. */
  readonly near: string | undefined;
}

export function unknownTargets(expected: ExpectedGraph | undefined): readonly UnknownTarget[] {
  const rows = expected?.slots ?? [];
  const names = new Set(rows.map(({ name }) => name));
  return rows.flatMap((row) =>
    row.dependsOn.flatMap(({ name, at }) => {
      if (names.has(name)) return [];
      const others = [...names].filter((one) => one !== row.name);
      return [{ row, name, at, near: nearest(name, others) }];
    }),
  );
}
