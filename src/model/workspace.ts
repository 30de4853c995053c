import type { Blueprint } from "./blueprint.ts";
import type { Chart, ChartText } from "./chart.ts";
import type { Finding } from "./finding.ts";
import type { Kit, KitSlot } from "./kit.ts";
import type { KustomizeSource } from "./kustomize.ts";
import type { Location } from "./location.ts";
import type { Lock } from "./lock.ts";
import type { UnitRender } from "./render.ts";
import type { MarkedText } from "./suppression.ts";
import type { YamlDocument } from "./yaml-node.ts";

/** A unit's blueprint.yaml as it was read, whatever it holds. */
export interface Manifest {
  readonly file: string;
  /** Empty where the file could not be read or is not YAML. */
  readonly documents: readonly YamlDocument[];
  /** The file's text, undefined where it could not be read or is not UTF-8. */
  readonly text: string | undefined;
}

/** What a unit ships: a chart, manifests for Kustomize, or nothing. */
export type UnitSource =
  | { readonly chart: Chart; readonly kustomize?: undefined }
  | { readonly chart: undefined; readonly kustomize?: KustomizeSource | undefined };

/** A folder under a root: a blueprint, what it ships, or both. */
export type Unit = UnitFacts & UnitSource;

interface UnitFacts {
  /** As `platform/cilium`. */
  readonly folder: string;
  /** Chart name, else blueprint name, else the canonical `bp-<folder>`; with `bp-` where it is manifests for Kustomize. */
  readonly name: string;
  /** The chart's version, else the blueprint's, else empty. */
  readonly version: string;
  readonly blueprint: Blueprint | undefined;
  /** blueprint.yaml, in the folder or in its chart; undefined where there is none. */
  readonly manifest?: Manifest;
  /**
   * Every file below the unit's folder, as paths below it, sorted; outside chart/ without node_modules and what begins
   * with a dot. Undefined: not looked at, or too many.
   */
  readonly files?: readonly string[];
  /** What Helm makes of its chart with the default values; undefined: it was not asked. */
  readonly render?: UnitRender;
  /** The YAML below manifests/, which is applied as it is: paths below the unit's folder, sorted; undefined: not looked at. */
  readonly manifests?: readonly ChartText[];
  /** There is something named compositions in its folder. */
  readonly hasCompositions?: true;
  /** The YAML below compositions/, which is published as it is: sorted by path; undefined: not looked at. */
  readonly compositions?: readonly CompositionFile[];
}

/** A file of compositions/, as it was read. */
export interface CompositionFile extends ChartText {
  /** Empty where it is no YAML. */
  readonly documents: readonly YamlDocument[];
}

/** A Blueprint CRD that the workspace carries. */
export interface WorkspaceCrd {
  readonly file: string;
  readonly value: unknown;
  /** The document that it was read from, so that its faults have places. */
  readonly document?: YamlDocument;
}

/** A folder or a file that Flux or Kustomize applies as it is, without Helm. */
export interface AppliedFolder {
  /** Relative to the workspace root. */
  readonly path: string;
  /** Where it is named. */
  readonly at: Location;
}

/** Everything loaded, before anything is decided. Plain data: lint and graph read it and nothing else. */
export interface Workspace {
  /** Sorted by folder. */
  readonly units: readonly Unit[];
  /** Folders with a README and nothing to publish, sorted. */
  readonly drafts: readonly string[];
  readonly kitSlots: readonly KitSlot[];
  /** The bootstrap kits, sorted by folder; undefined: not looked at. */
  readonly kits?: readonly Kit[];
  /** A Blueprint CRD found under the roots; undefined: the embedded one holds. */
  readonly crd: WorkspaceCrd | undefined;
  /** bp.lock at the root; undefined: there is none. Of one with faults, which are findings, what could be read. */
  readonly lock?: Lock;
  /** Faults met while loading: broken YAML, duplicate keys, a blueprint.yaml of another kind. */
  readonly findings: readonly Finding[];
  /** How many files were read. */
  readonly files: number;
  /** What is applied without Helm, outside clusters/; undefined: not looked at, or too many files. */
  readonly applied?: readonly AppliedFolder[];
  /** File names of the shared component logos, sorted; undefined: there is no such folder, or it was not looked at. */
  readonly logos?: readonly string[];
  /** The texts in which a suppression may stand, in no order. */
  readonly marked?: readonly MarkedText[];
}

/** A unit of which something is published. */
export type ShippingUnit = UnitFacts &
  (
    | { readonly chart: Chart; readonly kustomize?: undefined }
    | { readonly chart: undefined; readonly kustomize: KustomizeSource }
  );

/** Whether anything of the unit is published. */
export function ships(unit: Unit): unit is ShippingUnit {
  return unit.chart !== undefined || unit.kustomize !== undefined;
}
