import type { Location } from "./location.ts";

/** A scalar as Kubernetes' YAML reader (sigs.k8s.io/yaml) understands it. */
export type ScalarValue = string | number | bigint | boolean | null;

interface NodeBase {
  readonly at: Location;
  /** Offsets in the source text, UTF-16 code units, end exclusive: what an edit replaces. */
  readonly start: number;
  readonly end: number;
}

export interface ScalarNode extends NodeBase {
  readonly kind: "scalar";
  readonly value: ScalarValue;
  readonly style: "plain" | "single" | "double" | "literal" | "folded";
  /** The scalar's text after unquoting and folding, before typing. */
  readonly text: string;
  readonly tag: string | undefined;
}

export interface SequenceNode extends NodeBase {
  readonly kind: "sequence";
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface MappingPair {
  readonly key: ScalarNode;
  /** The key as a JSON object key. */
  readonly name: string;
  readonly value: YamlNode;
}

/** Pairs in source order; merge keys (`<<`) are already applied, merged pairs keep the place they were written at. */
export interface MappingNode extends NodeBase {
  readonly kind: "mapping";
  readonly flow: boolean;
  readonly pairs: readonly MappingPair[];
}

/** Aliases are resolved: an aliased node appears at each use with the place of its anchor. */
export type YamlNode = ScalarNode | SequenceNode | MappingNode;

/** One document of a file. */
export interface YamlDocument {
  readonly root: YamlNode | undefined;
  readonly at: Location;
}
