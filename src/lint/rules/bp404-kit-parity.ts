import { canonicalName } from "../../graph/index.ts";
import { foldName } from "../../model/blueprint.ts";
import type { Blueprint } from "../../model/blueprint.ts";
import type { KitRelease } from "../../model/kit.ts";
import type { Location } from "../../model/location.ts";
import type { Unit } from "../../model/workspace.ts";
import { addDependency } from "../depends-edit.ts";
import { closesCircle } from "../kit/closes-circle.ts";
import { keyOf } from "../kit/keys.ts";
import {
  declaredBy,
  dependsPlace,
  extraOf,
  reachedFrom,
  releasesOfUnit,
  waitsOf,
} from "../kit/parity.ts";
import type { Waits } from "../kit/parity.ts";
import { kitsOf, noKit } from "../kits.ts";
import { dependsPointer } from "../place.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

interface Waiting {
  /** By folded name: where a release waits for it. */
  readonly on: Waits;
  /** What every kit with the blueprint waits for; where kits differ it is for BP505 and BP510 to tell. */
  readonly always: ReadonlySet<string>;
  /** What they wait for through others too. */
  readonly reached: ReadonlySet<string>;
  readonly releases: readonly KitRelease[];
}

/** A blueprint says what it needs, and the kit orders by it. */
export const kitParity: Rule = {
  id: "BP404",
  name: "kit-parity",
  severity: "warning",
  summary:
    "A blueprint that a kit installs depends on what its release there waits for, no more and no less.",
  why: "A marketplace installation follows depends and the bootstrap follows dependsOn; where they differ, one of the two starts before what it needs.",
  remedy:
    "Add what is missing to depends, as bp kit sync --blueprint-depends does; what the release does not wait for belongs into its dependsOn, or out of depends.",
  fixes: "some",
  examples: {
    bad: "depends: []   # and its release has dependsOn: [{name: bp-cert-manager}]\n",
    good: "depends:\n  - blueprint: bp-cert-manager\n",
  },

  *check(input) {
    for (const unit of input.units) {
      const { blueprint } = unit;
      const waiting = blueprint && waitingOf(unit, input);
      if (blueprint === undefined || waiting === undefined) continue;
      yield* missing(unit, blueprint, { waiting, input });
      yield* extra(unit, blueprint, { waiting, input });
    }
  },

  notRun: noKit,
};

interface Context {
  readonly waiting: Waiting;
  readonly input: RuleInput;
}

function waitingOf(unit: Unit, input: RuleInput): Waiting | undefined {
  const { workspace } = input;
  const on = new Map<string, Location>();
  const sets: Waits[] = [];
  const reached = new Set<string>();
  const releases: KitRelease[] = [];
  for (const kit of kitsOf(input)) {
    const mine = releasesOfUnit(unit, kit, workspace);
    if (mine.length === 0) continue;
    const waits = waitsOf(mine, kit, workspace);
    for (const [key, at] of waits) if (!on.has(key)) on.set(key, at);
    sets.push(waits);
    for (const key of reachedFrom(mine, kit, workspace)) reached.add(key);
    releases.push(...mine);
  }
  if (releases.length === 0) return undefined;
  const always = new Set([...on.keys()].filter((key) => sets.every((set) => set.has(key))));
  return { on, always, reached, releases };
}

function* missing(
  unit: Unit,
  blueprint: Blueprint,
  { waiting, input }: Context,
): Iterable<Complaint> {
  const declared = declaredBy(blueprint, input.workspace);
  const pointer = "/spec/depends";
  const at = dependsPlace(blueprint);
  for (const [key, place] of waiting.on) {
    if (declared.has(key) || !waiting.always.has(key)) continue;
    const node = input.graph.nodes.find(({ name }) => foldName(name) === key);
    const unitOf = input.workspace.units.find(
      (one) => foldName(one.blueprint?.name ?? one.name) === key,
    );
    const own = canonicalName(blueprint.name);
    const isSafe = node === undefined || !closesCircle(own, node.name, input.graph);
    const fix =
      unitOf === undefined || !isSafe
        ? undefined
        : addDependency(blueprint, `bp-${key}`, unitOf.version);
    const message = `the kit's release waits for bp-${key} (${place.file}:${place.line}), on which ${unit.name} does not depend`;
    yield { at, pointer, unit, message, ...(fix === undefined ? {} : { fix }) };
  }
}

function* extra(
  unit: Unit,
  blueprint: Blueprint,
  { waiting, input }: Context,
): Iterable<Complaint> {
  const [release] = waiting.releases;
  if (release === undefined) return;
  const { workspace } = input;
  for (const { blueprint: name, at } of extraOf(unit, blueprint, {
    waits: waiting.on,
    workspace,
  })) {
    const key = keyOf(name, workspace);
    if (waiting.reached.has(key)) continue;
    const pointer = dependsPointer(blueprint, at);
    const place = `${release.at.file}:${release.at.line}`;
    const message = `${unit.name} depends on bp-${key}, and the kit's release does not wait for it (${place})`;
    yield { at, pointer, unit, message };
  }
}
