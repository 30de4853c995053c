import type { Toggle } from "../../model/supply.ts";
import type { ScalarValue, YamlNode } from "../../model/yaml-node.ts";
import { entry } from "../../yaml/index.ts";

export type Value = ScalarValue | YamlNode;

/** What is known of an expression's value without rendering. */
export type Answer =
  | {
      readonly state: "known";
      readonly value: Value;
      readonly toggles: readonly Toggle[];
      /** With other values the cluster would decide. */
      readonly isAsked: boolean;
    }
  /** The cluster decides: `.Capabilities.APIVersions`, `lookup`. */
  | { readonly state: "cluster" }
  | { readonly state: "unknown" };

export const unknown: Answer = { state: "unknown" };
export const cluster: Answer = { state: "cluster" };

/** More values than anybody wants to be told. */
const toggleLimit = 8;

/** @param from what the value was made of */
export function known(value: Value, ...from: readonly Answer[]): Answer {
  return { state: "known", value, toggles: togglesOf(from), isAsked: from.some(asksCluster) };
}

/** Whether the cluster decides, or would with other values. */
export function asksCluster(answer: Answer): boolean {
  return answer.state === "cluster" || (answer.state === "known" && answer.isAsked);
}

/** Each once, the first ones. */
export function togglesOf(answers: readonly Answer[]): readonly Toggle[] {
  const toggles = answers.flatMap((one) => (one.state === "known" ? one.toggles : []));
  const byPath = new Map(toggles.map((toggle) => [JSON.stringify(toggle.path), toggle]));
  return [...byPath.values()].slice(0, toggleLimit);
}

/** What is left to say where an answer is not known: the cluster's word outweighs. */
export function undecided(answers: readonly Answer[]): Answer {
  return answers.some(asksCluster) ? cluster : unknown;
}

/** Go's text/template, "Actions": false, 0, nil, and what has no length are empty. */
export function isTrue(value: Value): boolean {
  if (typeof value !== "object" || value === null) return ![null, false, 0, 0n, ""].includes(value);
  if (value.kind === "mapping") return value.pairs.length > 0;
  if (value.kind === "sequence") return value.items.length > 0;
  return isTrue(value.value);
}

/** The value of a scalar; undefined for a mapping or a sequence. */
export function plain(value: Value): ScalarValue | undefined {
  if (typeof value !== "object" || value === null) return value;
  return value.kind === "scalar" ? value.value : undefined;
}

/** What stands below these keys: nil where there is nothing, undefined where it cannot be asked. */
export function fieldOf(value: Value, steps: readonly string[]): Value | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  let node: YamlNode | undefined = value;
  for (const step of steps) node = entry(node, step);
  return node ?? null;
}
