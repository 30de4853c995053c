import {
  breaks,
  canonicalName,
  cycles,
  dependsGraph,
  longestChain,
  reduction,
  releaseNames,
  waves,
} from "../../graph/index.ts";
import {
  cyclesOf,
  deferredOf,
  deferredParityOf,
  driftOf,
  kitMembers,
  parityOf,
  pinDriftOf,
  releaseGraphOf,
  remedies,
  straysOf,
  unionGraphOf,
} from "../../lint/index.ts";
import type { Drift, KitEdge, ParityDifference, PinDrift } from "../../lint/index.ts";
import type { ExpectedSlot, Kit } from "../../model/kit.ts";
import type { Location } from "../../model/location.ts";
import type { Workspace } from "../../model/workspace.ts";
import { breakEntry } from "../graph/break-entry.ts";
import type { BreakEntry } from "../graph/graph-report.ts";
import type {
  CheckedKit,
  CycleEntry,
  DeferredSlot,
  DependsDifference,
  DriftEntry,
  Edge,
  PinEntry,
  Place,
  Slot,
} from "./kit-report.ts";

/** A kit beside its expected graph, the charts and the blueprints of the tree. */
export function checkKit(kit: Kit, workspace: Workspace): CheckedKit {
  const graph = releaseGraphOf(kit);
  const slots = slotsOf(kit);
  const deferred = deferredOf(kit);
  const order = waves(graph);
  return {
    kit: kit.folder,
    present: slots.length,
    expected: kit.expected?.slots.length ?? 0,
    expectedFile: kit.expected?.file ?? null,
    deferred: deferred.map((row) => deferredSlot(row)),
    drift: driftOf(kit).map((one) => driftEntry(one)),
    missing: straysOf(kit).map(({ release, to, at }) => ({
      from: release.name,
      to,
      ...placeOf(at),
    })),
    pinDrift: kitMembers(kit, workspace).flatMap((member) => {
      const drift = pinDriftOf(member);
      return drift === undefined ? [] : [pinEntry(drift)];
    }),
    cycles: [...dependsCycles(kit, workspace), ...kitCycles(kit, workspace)],
    breaks: breaksOf(kit, workspace),
    longestChain: longestChain(graph),
    redundantEdges: reduction(graph).redundant.map((edge) => edgeOf(edge)),
    waves: order.waves,
    blocked: order.blocked,
    blueprintDiffs: parityOf(kit, workspace).map((one) => dependsDifference(one)),
    deferredDiffs: deferredParityOf(deferred, workspace).map((one) => dependsDifference(one)),
    slots,
  };
}

function slotsOf(kit: Kit): readonly Slot[] {
  const names = releaseNames(kit);
  return kit.files.flatMap(({ slot, releases }) =>
    releases.map((release) => ({
      name: names.of(release),
      slot: slot ?? null,
      ...placeOf(release.at),
      chart: release.chart,
      version: release.version,
      dependsOn: release.dependsOn.map((target) => names.target(release, target)),
    })),
  );
}

function kitCycles(kit: Kit, workspace: Workspace): readonly CycleEntry[] {
  return cyclesOf(kit, workspace).map(({ graph, names, edges }) => ({
    graph,
    names,
    edges: edges.map((edge) => ({ ...edgeOf(edge), source: edge.source })),
  }));
}

/** Those of the blueprints' depends that one of the kit's releases is part of. */
function dependsCycles(kit: Kit, workspace: Workspace): readonly CycleEntry[] {
  const installed = new Set(
    kitMembers(kit, workspace).flatMap(({ unit }) => unit?.blueprint?.file ?? []),
  );
  return cycles(dependsGraph(workspace.units))
    .filter(({ edges }) => edges.some(({ file }) => installed.has(file)))
    .map(({ names, edges }) => ({
      graph: "depends" as const,
      names,
      edges: edges.map(({ from, to, file, line }) => ({
        from,
        to,
        file,
        line,
        source: "depends" as const,
      })),
    }));
}

/** How every cycle is opened, whichever of the graphs its edges stand in. */
function breaksOf(kit: Kit, workspace: Workspace): readonly BreakEntry[] {
  const { nodes, edges } = unionGraphOf(kit, workspace);
  const written = edges.map((edge) => edgeOf(edge));
  return breaks({ nodes, edges: written }, remedies(workspace)).map((one) => breakEntry(one));
}

function driftEntry({ kind, name, to, at, row }: Drift): DriftEntry {
  return { kind, name, to: to ?? null, ...placeOf(at), row: row ? placeOf(row.at) : null };
}

function pinEntry({ release, held, heldAt }: PinDrift): PinEntry {
  const { name, chart, version: pinned, versionAt } = release;
  const place = placeOf(versionAt);
  const { file: chartFile, line: chartLine } = heldAt;
  return { name, chart, pinned, version: held, ...place, chartFile, chartLine };
}

function deferredSlot({ name, slot, wave, at }: ExpectedSlot): DeferredSlot {
  return { name, slot, wave, ...placeOf(at) };
}

function dependsDifference(one: ParityDifference): DependsDifference {
  const { blueprint, at, missing, extra } = one;
  return { name: canonicalName(blueprint.name), ...placeOf(at), missing, extra };
}

function edgeOf({ from, to, at }: KitEdge): Edge {
  return { from, to, ...placeOf(at) };
}

function placeOf({ file, line }: Location): Place {
  return { file, line };
}
