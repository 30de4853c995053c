import type { Graph } from "../../../graph/index.ts";
import { canonicalName, dependsGraph } from "../../../graph/index.ts";
import { foldName } from "../../../model/blueprint.ts";
import type { Kit } from "../../../model/kit.ts";
import type { Unit, Workspace } from "../../../model/workspace.ts";
import { addDependencies } from "../../depends-edit.ts";
import { closesCircle } from "../closes-circle.ts";
import { declaredBy, dependsPlace, releasesOfUnit, waitsOf } from "../parity.ts";
import type { SyncChange, SyncInput } from "./change.ts";

/** Blueprints depend on what their releases wait for in every kit (BP404); what they have besides stays. */
export function* syncDepends({ kits, workspace }: SyncInput): Iterable<SyncChange> {
  let graph = dependsGraph(workspace.units);
  for (const unit of workspace.units) {
    const { blueprint } = unit;
    const wanted = blueprint === undefined ? [] : wantedBy(unit, kits, workspace);
    if (blueprint === undefined || wanted.length === 0) continue;
    const own = canonicalName(blueprint.name);
    const at = dependsPlace(blueprint);
    const safe = wanted.filter(({ name }) => !closesCircle(own, name, graph));
    for (const { name } of wanted.filter((one) => !safe.includes(one))) {
      const message = `${own} should depend on ${name}, which depends on it: a person must decide`;
      yield { ruleId: "BP404", at, message };
    }
    if (safe.length === 0) continue;
    const edges = safe.map(({ name }) => edgeOf(own, name));
    graph = { nodes: graph.nodes, edges: [...graph.edges, ...edges] };
    const fix = addDependencies(blueprint, safe);
    const message = `${own} should depend on ${safe.map(({ name }) => name).join(", ")}`;
    const why = fix === undefined ? "; it is written where no edit is safe" : "";
    yield { ruleId: "BP404", at, message: message + why, ...(fix === undefined ? {} : { fix }) };
  }
}

interface Wanted {
  readonly name: string;
  readonly version: string;
}

/** What the unit's releases wait for in all of the kits that have one, of what the tree holds. */
function wantedBy(unit: Unit, kits: readonly Kit[], workspace: Workspace): readonly Wanted[] {
  const waits = kits.flatMap((kit) => {
    const releases = releasesOfUnit(unit, kit, workspace);
    return releases.length === 0 ? [] : [waitsOf(releases, kit, workspace)];
  });
  const [first, ...others] = waits;
  if (unit.blueprint === undefined || first === undefined) return [];
  const declared = declaredBy(unit.blueprint, workspace);
  const always = [...first.keys()].filter((key) => others.every((one) => one.has(key)));
  return always
    .filter((key) => !declared.has(key))
    .flatMap((key) => {
      const found = workspace.units.find(
        (one) => foldName(one.blueprint?.name ?? one.name) === key,
      );
      return found === undefined ? [] : { name: canonicalName(key), version: found.version };
    });
}

function edgeOf(from: string, to: string): Graph["edges"][number] {
  return {
    from,
    to,
    range: null,
    optional: false,
    alias: null,
    when: null,
    written: "object",
    file: "",
    line: 1,
  };
}
