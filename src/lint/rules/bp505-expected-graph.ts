import type { ExpectedGraph, ExpectedSlot, Kit, KitFile, KitRelease } from "../../model/kit.ts";
import { pair, entry } from "../../yaml/index.ts";
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
    "Mend the release, or the expected graph where the change is meant: bp kit sync --expected.",
  examples: {
    bad: "# expected: depends_on: [bp-cert-manager]\ndependsOn:\n  - name: bp-cilium\n",
    good: "dependsOn:\n  - name: bp-cert-manager\n",
  },

  *check(input) {
    for (const { kit, file } of filesOf(input)) {
      const { expected } = kit;
      if (expected === undefined) continue;
      for (const release of file.releases) yield* judge(release, file, expected);
    }
    if (isWhole(input)) yield* deferred(kitsOf(input));
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

function* judge(
  release: KitRelease,
  file: KitFile,
  { slots, file: source }: ExpectedGraph,
): Iterable<Complaint> {
  const { name, at } = release;
  const row = slots.find((slot) => slot.name === name);
  if (row === undefined) {
    const message = `the release ${name} is not in the expected graph (${source})`;
    yield { at, pointer: "/metadata/name", message };
    return;
  }
  if (file.slot !== undefined && row.slot !== "" && file.slot !== row.slot) {
    const message = `${name} is expected in slot ${row.slot}, and its file is ${file.name}${placeOf(row)}`;
    yield { at, pointer: "/metadata/name", message };
  }
  yield* judgeEdges(release, row);
}

function* judgeEdges(release: KitRelease, row: ExpectedSlot): Iterable<Complaint> {
  const { name, dependsOn, root } = release;
  const actual = new Set(dependsOn.map((one) => one.name));
  const pointer = "/spec/dependsOn";
  const list = pair(entry(root, "spec"), "dependsOn")?.key.at ?? release.at;
  for (const wanted of new Set(row.dependsOn)) {
    if (actual.has(wanted)) continue;
    yield { at: list, pointer, message: `${name} should wait for ${wanted}${placeOf(row)}` };
  }
  for (const [index, { name: target, at }] of dependsOn.entries()) {
    if (row.dependsOn.includes(target)) continue;
    const message = `${name} waits for ${target}, which is not expected${placeOf(row)}`;
    yield { at, pointer: `${pointer}/${index}/name`, message };
  }
}

function placeOf({ at }: ExpectedSlot): string {
  return ` (${at.file}:${at.line})`;
}

/** One for all kits that share the graph. */
function* deferred(kits: readonly Kit[]): Iterable<Complaint> {
  const byFile = Map.groupBy(kits, ({ expected }) => expected?.file);
  for (const [, group] of byFile) {
    for (const { name, at } of group[0]?.expected?.slots ?? []) {
      const without = group.filter((kit) => releasesOf(kit).every((one) => one.name !== name));
      if (without.length === 0) continue;
      const named = without.map(({ folder }) => folder).join(", ");
      yield { at, severity: "info", message: `${name} is expected and not yet in ${named}` };
    }
  }
}
