/** A blueprint, a chart without one that some blueprint depends on, or a release of a kit. */
export interface GraphNode {
  /** The canonical name, as `bp-x`; of a release its own. */
  readonly name: string;
  /** The version that the tree holds: the chart's, else the blueprint's, else empty. Of a release what it pins. */
  readonly version: string;
  readonly folder: string;
  /** The blueprint.yaml, the Chart.yaml or the kit's file; empty where it is not known. */
  readonly file: string;
  /** Of a release, what its file's name begins with, as 16a. */
  readonly slot?: string;
}

/** One item of a `depends` or `dependsOn` list. */
export interface GraphEdge {
  readonly from: string;
  /** The name of what is needed, whether or not the tree holds it. */
  readonly to: string;
  readonly range: string | null;
  /** The dependency holds only under a condition (`when`). */
  readonly optional: boolean;
  readonly alias: string | null;
  readonly when: string | null;
  /** The item is a bare string, the older form of `depends`. */
  readonly written: "string" | "object";
  /** Nobody wrote it: what is used of the other, as `uses the Secret db-app`. */
  readonly implied?: string;
  readonly file: string;
  readonly line: number;
}

/** Nodes sorted by name, edges by from, to, file and line: one tree gives one graph. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}
