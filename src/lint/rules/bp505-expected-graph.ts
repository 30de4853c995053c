import type { ExpectedSlot, Kit } from "../../model/kit.ts";
import { startOf } from "../../model/location.ts";
import { deferredOf, driftOf } from "../kit/drift.ts";
import { repeatedRows, sharedSlots, unknownTargets } from "../kit/slots.ts";
import { straysOf } from "../kit/strays.ts";
import type { Stray } from "../kit/strays.ts";
import { filesOf, isWhole, kitsOf, noKit, releasesOf } from "../kits.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

/** The order of the bootstrap is reviewed in one place. */
export const expectedGraph: Rule = {
  id: "BP505",
  name: "expected-graph",
  severity: "error",
  summary: "A kit's releases, their slots and their edges are those of its expected graph.",
  why: "An edge that nobody meant delays the whole chain, one that was lost lets a release start before what it needs; both pass every check of their own file.",
  remedy:
    "Mend the release, or the expected graph where the change is meant: bp kit sync --edges, or --expected.",
  examples: {
    bad: "# expected: depends_on: [bp-cert-manager]\ndependsOn:\n  - name: bp-cilium\n",
    good: "dependsOn:\n  - name: bp-cert-manager\n",
  },

  *check(input) {
    const files = new Set(filesOf(input).map(({ file }) => file.path));
    for (const kit of kitsOf(input)) {
      for (const complaint of ofKit(kit)) if (files.has(complaint.at.file)) yield complaint;
    }
    if (!isWhole(input)) return;
    for (const group of sharing(kitsOf(input))) {
      yield* ofGraph(group);
      yield* deferred(group);
    }
  },

  notRun(input: RuleInput): string | undefined {
    const blind = kitsOf(input).filter(({ expected }) => expected === undefined);
    const named = blind.map(({ folder }) => folder).join(", ");
    return (
      noKit(input) ??
      (blind.length === 0 ? undefined : `there is no expected-bootstrap-deps.yaml for ${named}`)
    );
  },
};

/** A wait for nobody is told once: neither as not expected nor as a slip of what is. */
function* ofKit(kit: Kit): Iterable<Complaint> {
  const strays = straysOf(kit);
  const slips = unknownTargets(kit.expected);
  for (const { kind, name, to = "", at, pointer, message } of driftOf(kit)) {
    const own = strays.filter(({ release }) => release.name === name);
    if (kind === "extra-edge" && own.some((stray) => stray.to === to)) continue;
    if (kind === "missing-edge" && own.some(({ near }) => near === to)) continue;
    const slip = slips.filter(({ row }) => row.name === name);
    if (kind === "extra-edge" && slip.some(({ near }) => near === to)) continue;
    if (kind === "missing-edge" && slip.some((edge) => edge.name === to)) continue;
    yield { at, pointer, message };
  }
  for (const stray of strays) yield ofStray(stray, kit);
  yield* shared(kit);
}

/** What is not ours may be installed from elsewhere. */
function ofStray({ release, to, at, pointer, deferred: later, near }: Stray, kit: Kit): Complaint {
  const advice = near === undefined ? "" : `; did you mean ${near}?`;
  const message = `${release.name} waits for ${to}, which ${kit.folder} does not have${later ? " yet" : ""}${advice}`;
  const isOurs = later || near !== undefined || to.startsWith("bp-");
  const help = "Correct the name, add the slot that it waits for, or take the edge out.";
  return { at, pointer, message, help, ...(isOurs ? {} : { severity: "warning" as const }) };
}

/** Two files of one number, where the expected graph does not tell which of them is wrong. */
function* shared(kit: Kit): Iterable<Complaint> {
  const told = new Set(driftOf(kit).flatMap(({ kind, at }) => (kind === "slot" ? at.file : [])));
  for (const { slot, file, first } of sharedSlots(kit)) {
    if (told.has(file.path) || told.has(first.path)) continue;
    const at = file.releases[0]?.at ?? startOf(file.path);
    const message = `${file.name} and ${first.name} are both slot ${slot}`;
    yield { at, pointer: "/metadata/name", message };
  }
}

/** The kits by the graph that they share. */
function sharing(kits: readonly Kit[]): readonly (readonly Kit[])[] {
  return [...Map.groupBy(kits, ({ expected }) => expected?.file).values()];
}

function* ofGraph(kits: readonly Kit[]): Iterable<Complaint> {
  const expected = kits[0]?.expected;
  const rows = expected?.slots ?? [];
  for (const { row, first, what } of repeatedRows(rows)) {
    const again = what === "name" ? `${row.name} is` : `slot ${row.slot} of ${row.name} is`;
    yield { at: row.at, message: `${again} expected already${placeOf(first)}` };
  }
  const undeclared = new Set(kits.flatMap((kit) => releasesOf(kit).map(({ name }) => name)));
  for (const { row, name, at, near } of unknownTargets(expected)) {
    if (undeclared.has(name)) continue;
    const advice = near === undefined ? "" : `; did you mean ${near}?`;
    yield { at, message: `${row.name} is expected to wait for ${name}, which has no row${advice}` };
  }
}

function* deferred(kits: readonly Kit[]): Iterable<Complaint> {
  const rows = new Map(kits.map((kit) => [kit, new Set(deferredOf(kit).map(({ at }) => at.line))]));
  for (const { name, at } of kits[0]?.expected?.slots ?? []) {
    const without = kits.filter((kit) => rows.get(kit)?.has(at.line));
    if (without.length === 0) continue;
    const named = without.map(({ folder }) => folder).join(", ");
    yield { at, severity: "info", message: `${name} is expected and not yet in ${named}` };
  }
}

function placeOf({ at }: ExpectedSlot): string {
  return ` (${at.file}:${at.line})`;
}
