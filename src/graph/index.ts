export { analyse } from "./analyse.ts";
export type { EdgePlace, GraphAnalysis } from "./analyse.ts";
export type { Arrow, Digraph } from "./numbering.ts";
export { breaks } from "./breaks.ts";
export type { Break, Deferred, Phase } from "./breaks.ts";
export { canonicalName, dependsGraph } from "./build.ts";
export { longestChain } from "./chain.ts";
export { cycles } from "./cycles.ts";
export type { Cycle } from "./cycles.ts";
export { releaseGraph, releaseNames } from "./kit.ts";
export type { ReleaseNames } from "./kit.ts";
export { paths } from "./paths.ts";
export type { Paths } from "./paths.ts";
export { reduction } from "./reduction.ts";
export type { Conditional, Reduction } from "./reduction.ts";
export { draw } from "./draw/draw.ts";
export type { GraphFormat } from "./draw/draw.ts";
export { circularEdges, circularNames } from "./knots.ts";
export { graphOf } from "./in-order.ts";
export type { Graph, GraphEdge, GraphNode } from "./graph.ts";
export { remedyCost } from "./remedy.ts";
export type { Edit, Remedy, RemedyKind } from "./remedy.ts";
export { missing, unsatisfied } from "./resolve.ts";
export type { Unsatisfied } from "./resolve.ts";
export { publishOrder, waves } from "./waves.ts";
export type { Waves } from "./waves.ts";
export type { Conflict, ConflictPart, ConflictStep } from "./solve/conflict.ts";
export { explain } from "./solve/explain.ts";
export type { Availability } from "./solve/explain.ts";
export type {
  BlueprintVersion,
  Known,
  OutsideWant,
  Problem,
  Questions,
  Want,
} from "./solve/problem.ts";
export { solve } from "./solve/solve.ts";
export type { Resolution } from "./solve/solve.ts";
