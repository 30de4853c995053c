import type { YamlNode } from "../../model/yaml-node.ts";
import { entry, scalarText } from "../../yaml/index.ts";
import type { Answer } from "./answer.ts";
import { unknown } from "./answer.ts";

/** A layer of values, and where in it those of the chart lie. */
export interface ValuesLayer {
  readonly root: YamlNode | undefined;
  /** Under which keys, as `["kube-prometheus-stack", "grafana"]`; none for the chart's own. */
  readonly prefix: readonly string[];
}

/** The default values of a chart as its templates see them: of the layers the first that says something decides. */
export class ValuesView {
  readonly #layers: readonly ValuesLayer[];
  readonly #prefix: readonly string[];

  /**
   * @param layers the outermost chart's first; undefined where they could not be read
   * @param prefix under which keys of the outermost chart the values of this one lie
   */
  constructor(layers: readonly ValuesLayer[] | undefined, prefix: readonly string[] = []) {
    this.#layers = layers ?? [];
    this.#prefix = prefix;
    this.isKnown = layers !== undefined;
  }

  readonly isKnown: boolean;

  /** What `.Values.a.b` is; what is nowhere is nil. */
  at(path: readonly string[]): Answer {
    if (!this.isKnown) return unknown;
    const node = this.#find(path);
    if (isSubstituted(node)) return unknown;
    // A chart's own globals are those of the chart around it.
    const full = path[0] === "global" ? path : [...this.#prefix, ...path];
    const toggles = path.length === 0 ? [] : [{ path: full, at: node?.at }];
    return { state: "known", value: node ?? null, toggles, isAsked: false };
  }

  #find(path: readonly string[]): YamlNode | undefined {
    let empty: YamlNode | undefined;
    for (const { root, prefix } of this.#layers) {
      const node = inLayer(root, path[0] === "global" ? path : [...prefix, ...path]);
      if (node === null) return empty;
      // Mappings are merged: an empty one says nothing.
      if (node?.kind === "mapping" && node.pairs.length === 0) empty ??= node;
      else if (node !== undefined) return node;
    }
    return empty;
  }
}

/** Null where a scalar on the way hides what the layers below have. */
function inLayer(
  root: YamlNode | undefined,
  steps: readonly string[],
): YamlNode | undefined | null {
  let node = root;
  for (const step of steps) {
    if (node?.kind === "scalar") return null;
    node = entry(node, step);
  }
  return node;
}

/** A text that waits for what Flux puts in its place. */
function isSubstituted(node: YamlNode | undefined): boolean {
  const text = scalarText(node);
  return text?.includes("${") === true;
}
