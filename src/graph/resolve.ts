import { isRange, parseVersion, satisfies } from "../model/version.ts";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";

/** An edge whose target the tree holds in another version than the edge asks for. */
export interface Unsatisfied {
  readonly edge: GraphEdge;
  readonly range: string;
  /** The version in the tree. */
  readonly version: string;
}

/** The edges whose target the tree does not hold. */
export function missing(graph: Graph): readonly GraphEdge[] {
  const names = new Set(graph.nodes.map((node) => node.name));
  return graph.edges.filter((edge) => !names.has(edge.to));
}

/**
 * The edges whose range does not admit the version in the tree; a text that is no range admits none. An edge without a
 * range admits all, and where the tree's version is not SemVer nothing can be said.
 */
export function unsatisfied(graph: Graph): readonly Unsatisfied[] {
  const byName = new Map<string, GraphNode>(graph.nodes.map((node) => [node.name, node]));
  return graph.edges.flatMap((edge) => {
    const version = byName.get(edge.to)?.version;
    if (version === undefined || edge.range === null) return [];
    if (isRange(edge.range)) {
      if (parseVersion(version) === undefined || satisfies(version, edge.range)) return [];
    }
    return [{ edge, range: edge.range, version }];
  });
}
