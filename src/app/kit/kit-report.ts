import type { DriftKind, EdgeSource } from "../../lint/index.ts";
import type { Report } from "../../model/report.ts";
import type { BreakEntry } from "../graph/graph-report.ts";

/** A place as reports have it. */
export interface Place {
  /** Relative to the workspace root. */
  readonly file: string;
  readonly line: number;
}

/** What `bp kit check` says of a kit (design §3). */
export interface CheckedKit {
  /** The kit's folder. */
  readonly kit: string;
  /** How many releases it holds. */
  readonly present: number;
  /** How many its expected graph has; 0 without one. */
  readonly expected: number;
  readonly expectedFile: string | null;
  /** Expected, and not there yet. */
  readonly deferred: readonly DeferredSlot[];
  readonly drift: readonly DriftEntry[];
  /** Waits for releases that the kit does not hold. */
  readonly missing: readonly Edge[];
  readonly pinDrift: readonly PinEntry[];
  readonly cycles: readonly CycleEntry[];
  /** How all of these are opened, a break for all that hang together. */
  readonly breaks: readonly BreakEntry[];
  readonly longestChain: readonly string[];
  /** The edges that others bring already. */
  readonly redundantEdges: readonly Edge[];
  readonly waves: readonly (readonly string[])[];
  /** What no wave can hold. */
  readonly blocked: readonly string[];
  /** The blueprints with a release here whose depends is not what the release waits for. */
  readonly blueprintDiffs: readonly DependsDifference[];
  /** The same for blueprints of deferred slots, by what is expected of them. */
  readonly deferredDiffs: readonly DependsDifference[];
  /** The releases, in the order of the files. */
  readonly slots: readonly Slot[];
}

export interface DeferredSlot extends Place {
  readonly name: string;
  readonly slot: string;
  readonly wave: string;
}

export interface DriftEntry extends Place {
  readonly kind: DriftKind;
  /** The release's. */
  readonly name: string;
  /** What the edge leads to; the name or slot that is expected. */
  readonly to: string | null;
  /** The row of the expected graph. */
  readonly row: Place | null;
}

export interface PinEntry extends Place {
  readonly name: string;
  readonly chart: string;
  readonly pinned: string;
  /** The chart's, in the tree. */
  readonly version: string;
  readonly chartFile: string;
  readonly chartLine: number;
}

export interface Edge extends Place {
  readonly from: string;
  readonly to: string;
}

export interface CycleEntry {
  /** The graph that holds all of it; `union` where it takes several. */
  readonly graph: EdgeSource | "union";
  readonly names: readonly string[];
  /** From each name to the next, the last to the first. */
  readonly edges: readonly (Edge & { readonly source: EdgeSource })[];
}

export interface DependsDifference extends Place {
  /** The blueprint's, as bp-x. */
  readonly name: string;
  /** Waited for in the kit, and not in depends. */
  readonly missing: readonly string[];
  /** In depends, and not waited for. */
  readonly extra: readonly string[];
}

export interface Slot extends Place {
  readonly name: string;
  /** What its file's name begins with; null where that is no number. */
  readonly slot: string | null;
  readonly chart: string;
  readonly version: string;
  readonly dependsOn: readonly string[];
}

export interface KitCheckReport extends Report {
  readonly kits: readonly CheckedKit[];
  readonly summary: KitCheckSummary;
}

/** Sums over the kits. */
export interface KitCheckSummary {
  readonly kits: number;
  readonly present: number;
  readonly expected: number;
  readonly deferred: number;
  readonly drift: number;
  readonly pinDrift: number;
  readonly cycles: number;
  readonly redundantEdges: number;
  readonly blueprintDiffs: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly notRun: readonly { readonly ruleId: string; readonly reason: string }[];
}
