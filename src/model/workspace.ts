import type { Blueprint } from "./blueprint.ts";
import type { Chart } from "./chart.ts";
import type { Finding } from "./finding.ts";
import type { KitSlot } from "./kit.ts";
import type { YamlDocument } from "./yaml-node.ts";

/** A unit's blueprint.yaml as it was read, whatever it holds. */
export interface Manifest {
  readonly file: string;
  /** Empty where the file could not be read or is not YAML. */
  readonly documents: readonly YamlDocument[];
  /** The file's text, undefined where it could not be read or is not UTF-8. */
  readonly text: string | undefined;
}

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
  /** blueprint.yaml, in the folder or in its chart; undefined where there is none. */
  readonly manifest?: Manifest;
}

/** A Blueprint CRD that the workspace carries. */
export interface WorkspaceCrd {
  readonly file: string;
  readonly value: unknown;
  /** The document that it was read from, so that its faults have places. */
  readonly document?: YamlDocument;
}

/** Everything loaded, before anything is decided. Plain data: lint and graph read it and nothing else. */
export interface Workspace {
  /** Sorted by folder. */
  readonly units: readonly Unit[];
  /** Folders with a README and nothing to publish, sorted. */
  readonly drafts: readonly string[];
  readonly kitSlots: readonly KitSlot[];
  /** A Blueprint CRD found under the roots; undefined: the embedded one holds. */
  readonly crd: WorkspaceCrd | undefined;
  /** Faults met while loading: broken YAML, duplicate keys, a blueprint.yaml of another kind. */
  readonly findings: readonly Finding[];
  /** How many files were read. */
  readonly files: number;
}
