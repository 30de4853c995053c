import type { ExpectedGraph, ExpectedSlot, Kit, KitRelease } from "../../../model/kit.ts";
import type { Location } from "../../../model/location.ts";
import { compareSlots } from "../../../model/slot.ts";
import type { TextEdit } from "../../../yaml/index.ts";
import { isSubstituted } from "../../kits.ts";
import { fixOf } from "../../text-change.ts";
import { driftOf } from "../drift.ts";
import type { Drift } from "../drift.ts";
import type { SyncChange, SyncInput } from "./change.ts";
import { changedRow, newRows } from "./expected-row.ts";
import type { RowOf } from "./expected-row.ts";

/** The expected graph becomes what the kits are (BP505); rows of slots to come stay. */
export function* syncExpected({ kits, names }: SyncInput): Iterable<SyncChange> {
  const drifting = kits.filter((kit) => driftOf(kit).length > 0);
  for (const group of Map.groupBy(drifting, ({ expected }) => expected?.file).values()) {
    const expected = group[0]?.expected;
    if (expected === undefined) continue;
    const sharing = kits.filter((kit) => kit.expected?.file === expected.file);
    const drift = group
      .flatMap((kit) => driftOf(kit))
      .filter(({ name }) => names?.has(name) ?? true);
    yield* ofGraph(expected, drift, sharing);
  }
}

function* ofGraph(
  expected: ExpectedGraph,
  drift: readonly Drift[],
  sharing: readonly Kit[],
): Iterable<SyncChange> {
  const releases = rowsOf(sharing);
  const fresh: RowOf[] = [];
  const told = new Set<string>();
  for (const { name, row, kind, at, to } of drift) {
    if (told.has(name)) continue;
    told.add(name);
    const [wanted, other] = releases.get(name) ?? [];
    if (wanted === undefined) continue;
    if (other !== undefined)
      yield {
        ruleId: "BP505",
        at,
        message: `${name} is not the same in every kit (${other.at.file}:${other.at.line}); bring the kits together first`,
      };
    else if (row === undefined) fresh.push(wanted);
    else yield ofRow(expected, row, { wanted, former: kind === "renamed" ? to : undefined });
  }
  if (fresh.length > 0) yield ofNew(expected, fresh);
}

function ofRow(
  expected: ExpectedGraph,
  row: ExpectedSlot,
  { wanted, former }: { readonly wanted: RowOf; readonly former: string | undefined },
): SyncChange {
  const edits = changedRow(expected, row, wanted);
  const was = former === undefined ? "" : `, which was ${former},`;
  const message = `the row of ${wanted.name}${was} is not what the release is (${wanted.at.file}:${wanted.at.line})`;
  return change(expected, { at: row.at, message, edits });
}

function ofNew(expected: ExpectedGraph, fresh: readonly RowOf[]): SyncChange {
  const sorted = fresh.toSorted((a, b) => compareSlots(a.slot ?? "", b.slot ?? ""));
  const edits = newRows(expected, sorted);
  const message = `${expected.file} has no row of ${sorted.map(({ name }) => name).join(", ")}`;
  return change(expected, { at: expected.list.at, message, edits });
}

interface Edited {
  readonly at: Location;
  readonly message: string;
  readonly edits: readonly TextEdit[] | undefined;
}

function change(expected: ExpectedGraph, { at, message, edits }: Edited): SyncChange {
  const ruleId = "BP505";
  if (edits === undefined)
    return { ruleId, at, message: `${message}; it is written where no edit is safe` };
  return { ruleId, at, message, fix: fixOf("bring the rows in line", expected, edits) };
}

/** The releases by name: one where the kits agree on it, else two of those that differ. */
function rowsOf(kits: readonly Kit[]): ReadonlyMap<string, readonly RowOf[]> {
  const rows = kits.flatMap(({ files }) =>
    files.flatMap(({ slot, releases }) => releases.map((release) => rowOf(release, slot))),
  );
  return new Map(
    [...Map.groupBy(rows, ({ name }) => name)].map(([name, group]) => {
      const kinds = [...Map.groupBy(group, (row) => shapeOf(row)).values()];
      return [name, kinds.flatMap(([first]) => first ?? []).slice(0, 2)];
    }),
  );
}

function rowOf({ name, dependsOn, at }: KitRelease, slot: string | undefined): RowOf {
  const names = dependsOn.map((target) => target.name).filter((target) => !isSubstituted(target));
  return { name, slot, dependsOn: [...new Set(names)], at };
}

function shapeOf({ slot, dependsOn }: RowOf): string {
  return JSON.stringify([slot, dependsOn.toSorted()]);
}
