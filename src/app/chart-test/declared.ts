import type { Location } from "../../model/location.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import type { FieldStep } from "./field-path.ts";

/** A case of a declared test: what goes in, and what must come out. */
export interface DeclaredCase {
  readonly name: string;
  readonly at: Location;
  readonly given: Given;
  /** What Helm must say when it refuses the chart; undefined: it must render. */
  readonly fails: { readonly text: string; readonly at: Location } | undefined;
  readonly objects: readonly Expectation[];
}

/** What goes in: that of the file, then that of the case. */
export interface Given {
  /** Files below the test's own folder. */
  readonly valuesFrom: readonly { readonly path: string; readonly at: Location }[];
  /** Written in the test; a later one overrides those before it, and the files. */
  readonly values: readonly YamlNode[];
  /** As `--set` takes them. */
  readonly set: readonly string[];
  readonly release: string | undefined;
  readonly namespace: string | undefined;
  readonly kubernetes: string | undefined;
  /** What the cluster serves besides Kubernetes' own; undefined: what is there before the blueprint. */
  readonly apiVersions: readonly string[] | undefined;
}

/** Which objects are meant, and what must hold of each. */
export interface Expectation {
  readonly at: Location;
  readonly selector: Selector;
  /** Exactly so many; undefined: at least one. */
  readonly count: number | undefined;
  readonly assertions: readonly Assertion[];
}

/** What of an object must be so; absent: anything. */
export interface Selector {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  /** The file that writes it, below the chart's folder. */
  readonly template?: string;
}

export type How = "equal" | "match" | "contain" | "present" | "absent";

export interface Assertion {
  readonly at: Location;
  readonly how: How;
  /** As it is written. */
  readonly path: string;
  readonly steps: readonly FieldStep[];
  /** Undefined for present and absent. */
  readonly expected: YamlNode | undefined;
}
