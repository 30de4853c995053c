import type { MappingNode, YamlNode } from "../model/yaml-node.ts";
import type { Extent } from "./anchors.ts";
import type { Pairs } from "./pairs.ts";

interface OpenCollection {
  readonly start: number;
  readonly anchor: string | undefined;
  readonly flow: boolean;
  /** A flow mapping of one pair in a flow sequence, written without braces. */
  readonly bare: boolean;
  count: number;
  depth: number;
}

export interface OpenSequence extends OpenCollection {
  readonly kind: "sequence";
  readonly items: YamlNode[];
}

export interface OpenMapping extends OpenCollection {
  readonly kind: "mapping";
  readonly pairs: Pairs;
  /** The key whose value comes next. */
  key: YamlNode | undefined;
}

export type Frame = OpenSequence | OpenMapping;

/** Counts a finished child into its parent. */
export function widen(frame: Frame, extent: Extent): void {
  frame.count += extent.count;
  frame.depth = Math.max(frame.depth, extent.depth + 1);
}

/** The mappings that a merge key's value names, in the order to apply them; undefined where it is something else. */
export function mergeSources(value: YamlNode): readonly MappingNode[] | undefined {
  if (value.kind === "mapping") return [value];
  if (value.kind !== "sequence") return undefined;
  const mappings = value.items.filter((item) => item.kind === "mapping");
  return mappings.length === value.items.length ? mappings.toReversed() : undefined;
}

/** The JSON pointer of what is being read inside these frames. */
export function pointerOf(frames: readonly Frame[]): string {
  return frames.map((frame) => `/${step(frame)}`).join("");
}

function step(frame: Frame): string {
  if (frame.kind === "sequence") return String(frame.items.length);
  const name = frame.key?.kind === "scalar" ? frame.key.text : "";
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
