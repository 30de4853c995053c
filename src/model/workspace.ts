import type { Blueprint } from "./blueprint.ts";
import type { Chart } from "./chart.ts";
import type { Finding } from "./finding.ts";
import type { KitSlot } from "./kit.ts";

/** A folder under a root: a blueprint, a chart, or both. */
export interface Unit {
  /** As `platform/cilium`. */
  readonly folder: string;
  /** Chart name, else blueprint name, else the canonical `bp-<folder>`. */
  readonly name: string;
  /** The chart's version, else the blueprint's, else empty. */
  readonly version: string;
  readonly blueprint: Blueprint | undefined;
  readonly chart: Chart | undefined;
}

/** Everything loaded, before anything is decided. Plain data: lint and graph read it and nothing else. */
export interface Workspace {
  /** Sorted by folder. */
  readonly units: readonly Unit[];
  /** Folders with a README and nothing to publish, sorted. */
  readonly drafts: readonly string[];
  readonly kitSlots: readonly KitSlot[];
  /** A Blueprint CRD found under the roots; undefined: the embedded one holds. */
  readonly crd: { readonly file: string; readonly value: unknown } | undefined;
  /** Faults met while loading: broken YAML, duplicate keys, a blueprint.yaml of another kind. */
  readonly findings: readonly Finding[];
  /** How many files were read. */
  readonly files: number;
}
