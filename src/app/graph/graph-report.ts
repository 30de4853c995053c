import type { Edit, GraphAnalysis, GraphEdge, RemedyKind } from "../../graph/index.ts";
import type { Report } from "../../model/report.ts";

/** What `bp graph` says (design §3). */
export interface GraphReport extends Report, GraphAnalysis {
  /** The kit's folder; null where the graph is that of the blueprints. */
  readonly kit: string | null;
  /** How the cycles are opened, a break for all that hang together. */
  readonly breaks: readonly BreakEntry[];
  /** What is used of others without depending on them, where that was asked for. */
  readonly implied?: readonly ImpliedEntry[];
  /** The paths asked for. */
  readonly why?: WhyEntry;
}

export interface ImpliedEntry extends Place {
  readonly from: string;
  readonly to: string;
  /** As `the Secret db-app` or `Certificate (cert-manager.io)`. */
  readonly uses: string;
  /** With the default values; else once `toggles` are changed. */
  readonly default: boolean;
  /** The values on which it depends. */
  readonly toggles: readonly string[];
  /** What brings it. */
  readonly by: Place;
}

export interface BreakEntry {
  readonly names: readonly string[];
  readonly deferred: readonly DeferredEntry[];
  /** What the remedies cost together, and what any choice costs at least; the same where this is proven the cheapest. */
  readonly cost: number;
  readonly atLeast: number;
  readonly phases: readonly PhaseEntry[];
}

export interface DeferredEntry extends Place {
  readonly from: string;
  readonly to: string;
  readonly remedy: RemedyKind;
}

export interface PhaseEntry {
  /** From 1. */
  readonly phase: number;
  readonly edits: readonly Edit[];
  /** What is installed side by side, wave by wave. */
  readonly install: readonly (readonly string[])[];
}

export interface Place {
  readonly file: string;
  readonly line: number;
}

export type Step = Pick<GraphEdge, "from" | "to" | "range" | "when" | "file" | "line">;

export interface WhyEntry {
  readonly from: string;
  readonly to: string;
  /** The edges of each path, shortest first. */
  readonly paths: readonly (readonly Step[])[];
  /** There are more, or may be. */
  readonly more: boolean;
  /** The second needs the first instead. */
  readonly backwards: boolean;
}
