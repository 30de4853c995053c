import { canonicalName } from "../graph/index.ts";
import type { GraphEdge } from "../graph/index.ts";
import type { BlueprintDependency } from "../model/blueprint.ts";
import type { Unit } from "../model/workspace.ts";
import { dependsPointer } from "./place.ts";
import type { Complaint } from "./rule.ts";

/** The place of a graph's edge in the units given; undefined where none of them wrote it. */
export function edgePlace(
  units: readonly Unit[],
  edge: GraphEdge,
): Required<Pick<Complaint, "at" | "pointer" | "unit">> | undefined {
  for (const unit of units) {
    const { blueprint } = unit;
    if (blueprint?.file !== edge.file) continue;
    const item = blueprint.depends.find((dependency) => isEdge(dependency, edge));
    if (item === undefined) continue;
    return { at: item.at, pointer: dependsPointer(blueprint, item.at), unit };
  }
  return undefined;
}

function isEdge({ at, blueprint }: BlueprintDependency, edge: GraphEdge): boolean {
  return at.line === edge.line && canonicalName(blueprint) === edge.to;
}
