/** A blueprint, or a chart without one that some blueprint depends on. */
export interface GraphNode {
  /** The canonical name, as `bp-x`. */
  readonly name: string;
  /** The version that the tree holds: the chart's, else the blueprint's, else empty. */
  readonly version: string;
  readonly folder: string;
}

/** One item of a `depends` list. */
export interface GraphEdge {
  readonly from: string;
  /** The canonical name of what is needed, whether or not the tree holds it. */
  readonly to: string;
  readonly range: string | null;
  /** The dependency holds only under a condition (`when`). */
  readonly optional: boolean;
  readonly alias: string | null;
  readonly when: string | null;
  readonly file: string;
  readonly line: number;
}

/** Nodes sorted by name, edges by from, to, file and line: one tree gives one graph. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}
