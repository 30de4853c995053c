import type { Graph, GraphEdge } from "../../src/graph/index.ts";
import type { Blueprint, BlueprintDependency } from "../../src/model/blueprint.ts";
import { startOf } from "../../src/model/location.ts";
import type { Unit } from "../../src/model/workspace.ts";

/** A graph from words: `a` is a node, `a>b` an edge (its ends become nodes), `a>?b` an edge to nothing. */
export function graphOf(...words: readonly string[]): Graph {
  const names = new Set<string>();
  const edges: GraphEdge[] = [];
  for (const [at, word] of words.entries()) {
    const [from = "", target] = word.split(">");
    names.add(from);
    if (target === undefined) continue;
    const to = target.replace("?", "");
    if (to === target) names.add(to);
    edges.push(edge(from, to, at + 1));
  }
  const nodes = [...names].toSorted().map((name) => ({
    name,
    version: "1.0.0",
    folder: name,
    file: `${name}.yaml`,
  }));
  return { nodes, edges };
}

export function edge(from: string, to: string, line: number): GraphEdge {
  const file = `${from}.yaml`;
  const plain = { range: null, optional: false, alias: null, when: null } as const;
  return { from, to, ...plain, written: "object", file, line };
}

export interface Wanted {
  readonly blueprint: string;
  readonly version?: string;
  readonly when?: string;
  readonly written?: "string";
}

/** A unit of the tree: with `depends` it has a blueprint.yaml, without it is a chart alone. */
export function unit(name: string, version: string, depends?: readonly Wanted[]): Unit {
  const folder = `platform/${name}`;
  return {
    folder,
    name: `bp-${name}`,
    version,
    blueprint: depends === undefined ? undefined : blueprint(name, version, depends),
    chart: undefined,
  };
}

function blueprint(name: string, version: string, depends: readonly Wanted[]): Blueprint {
  const file = `platform/${name}/blueprint.yaml`;
  return {
    file,
    apiVersion: "catalyst.openova.io/v1",
    name,
    version,
    title: undefined,
    description: undefined,
    visibility: undefined,
    license: undefined,
    documentation: undefined,
    depends: depends.map((wanted, at) => dependency(wanted, file, at)),
    chartPath: undefined,
    source: { kind: "HelmChart", ref: undefined },
    document: { root: undefined, at: startOf(file) },
    text: "",
  };
}

function dependency(wanted: Wanted, file: string, at: number): BlueprintDependency {
  return {
    blueprint: wanted.blueprint,
    version: wanted.version,
    alias: undefined,
    when: wanted.when,
    written: wanted.written ?? "object",
    at: { ...startOf(file), line: 10 + at },
  };
}
