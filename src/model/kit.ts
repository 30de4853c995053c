import type { Location } from "./location.ts";
import type { MappingNode, SequenceNode, YamlDocument, YamlNode } from "./yaml-node.ts";

/** A HelmRelease of a bootstrap kit. */
export interface KitSlot {
  /** The file's path relative to the workspace root. */
  readonly file: string;
  /** The release's metadata.name. */
  readonly name: string;
  /** spec.chart.spec.chart. */
  readonly chart: string;
  readonly version: string;
  readonly at: Location;
}

/** A Kubernetes object of a kit's file; texts are empty where absent. */
export interface KitObject {
  readonly file: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Of metadata.name, else of the document. */
  readonly at: Location;
  readonly root: YamlNode;
  readonly document: YamlDocument;
}

export interface KitRepository extends KitObject {
  /** spec.type, as oci. */
  readonly type: string;
  readonly url: string;
  /** spec.secretRef.name. */
  readonly secret: string;
}

/** A name that a release writes of another object. */
export interface KitReference {
  readonly name: string;
  /** Empty where it is the release's own. */
  readonly namespace: string;
  readonly at: Location;
}

/** Where a release takes its chart from. */
export interface KitSource extends KitReference {
  readonly kind: string;
  /** JSON pointer of the reference in the release. */
  readonly pointer: string;
}

export interface KitRelease extends KitObject {
  /** The chart's name; empty where the release takes its chart from something that is not in its file. */
  readonly chart: string;
  /** What it pins: a version, a range, or a variable whose value is not known. */
  readonly version: string;
  /** Of the version, else of the chart, else of the object. */
  readonly versionAt: Location;
  /** Where the version is written, in the release or in what its chartRef names; undefined where there is none. */
  readonly versionNode: YamlNode | undefined;
  /** JSON pointer of the version in its document, whether or not it is there. */
  readonly versionPointer: string;
  /** spec.chart.spec.sourceRef, else spec.chartRef. */
  readonly source: KitSource | undefined;
  readonly dependsOn: readonly KitReference[];
}

/** A `${NAME}` that Flux substitutes, outside comments. */
export interface KitVariable {
  /** As written with its braces where Flux refuses it. */
  readonly name: string;
  /** It names what stands there where nobody gives a value. */
  readonly hasDefault: boolean;
  /** Flux cannot read it, and applies nothing of the kit. */
  readonly refused: boolean;
  readonly at: Location;
}

/** A word that ends in `_PLACEHOLDER`, outside comments. */
export interface KitPlaceholder {
  readonly word: string;
  readonly at: Location;
  /** Offsets of the word in the file's text. */
  readonly start: number;
  readonly end: number;
}

/** A file of a kit, whose objects its documents are. */
export interface KitFile {
  /** Relative to the workspace root. */
  readonly path: string;
  /** The last component alone. */
  readonly name: string;
  /** What the name begins with, without leading zeros, as 16 or 16a; undefined where it begins with no number. */
  readonly slot: string | undefined;
  readonly text: string;
  readonly objects: readonly KitObject[];
  readonly repositories: readonly KitRepository[];
  readonly releases: readonly KitRelease[];
  readonly variables: readonly KitVariable[];
  readonly placeholders: readonly KitPlaceholder[];
}

/** A kit's kustomization.yaml. */
export interface KitKustomization {
  readonly file: string;
  readonly text: string;
  readonly document: YamlDocument;
  readonly resources: readonly { readonly path: string; readonly at: Location }[];
  /** Every text in it: what names a file uses it. */
  readonly words: ReadonlySet<string>;
  /** What it sets on every object; empty where it sets none. */
  readonly namespace: string;
}

/** One row of the graph that a kit is meant to have. */
export interface ExpectedSlot {
  /** As 16 or 16a, empty where absent. */
  readonly slot: string;
  readonly name: string;
  readonly dependsOn: readonly Pick<KitReference, "name" | "at">[];
  readonly wave: string;
  /** Of the name. */
  readonly at: Location;
  /** The row itself. */
  readonly node: YamlNode;
}

/** expected-bootstrap-deps.yaml. */
export interface ExpectedGraph {
  readonly file: string;
  readonly text: string;
  /** The list of rows. */
  readonly list: SequenceNode;
  readonly slots: readonly ExpectedSlot[];
}

/** blueprint-deps.generated.json: for each release, without `bp-`, what it waits for. */
export interface GeneratedDepends {
  readonly file: string;
  readonly text: string;
  /** The mapping of the entries. */
  readonly map: MappingNode;
  readonly at: Location;
  readonly entries: readonly {
    readonly name: string;
    readonly on: readonly string[];
    readonly at: Location;
  }[];
}

/** What a Flux Kustomization substitutes in the kit that it applies. */
export interface KitSubstitution {
  readonly file: string;
  /** What each name stands for. */
  readonly values: ReadonlyMap<string, string>;
  /** It takes names from a ConfigMap or a Secret too, which only the cluster knows. */
  readonly open: boolean;
}

/** A folder of slots, as Flux applies it. */
export interface Kit {
  /** Relative to the workspace root, as `clusters/x/bootstrap-kit`. */
  readonly folder: string;
  /** Sorted by path, without the kustomization and the expected graph. */
  readonly files: readonly KitFile[];
  readonly kustomization: KitKustomization | undefined;
  readonly expected: ExpectedGraph | undefined;
  readonly generated: GeneratedDepends | undefined;
  readonly substitutions: readonly KitSubstitution[];
}

/** What the configuration says of the kits. */
export interface KitSettings {
  /** Where the expected graph lies, relative to the workspace root; undefined: where it is looked for. */
  readonly expected: string | undefined;
  /** The variables that Flux substitutes wherever a kit is applied, with their values where said; undefined: not said. */
  readonly substitute: ReadonlyMap<string, string | undefined> | undefined;
  /** The lowest version of a chart that may be pinned, by chart; undefined: not said. */
  readonly floors: ReadonlyMap<string, string> | undefined;
  /** Kinds that a kit may hold besides the usual ones. */
  readonly kinds: ReadonlySet<string>;
}

export const defaultKitSettings: KitSettings = {
  expected: undefined,
  substitute: undefined,
  floors: undefined,
  kinds: new Set(),
};
