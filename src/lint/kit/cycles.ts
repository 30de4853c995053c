import { cycles } from "../../graph/index.ts";
import type { Cycle } from "../../graph/index.ts";
import type { Kit } from "../../model/kit.ts";
import type { Workspace } from "../../model/workspace.ts";
import { expectedGraphOf, releaseGraphOf, unionGraphOf } from "./graphs.ts";
import type { EdgeSource, KitEdge, KitGraph } from "./graphs.ts";
import { ofBoth } from "./remembered.ts";

/** A cycle that a kit's bootstrap stops in, and the graph that holds all of it; `union` where it takes two of them. */
export interface KitCycle extends Pick<Cycle<KitEdge>, "names" | "edges"> {
  readonly graph: EdgeSource | "union";
}

/**
 * The shortest cycle of each knot in what the releases wait for, in what is expected of them, and in these two together
 * with the blueprints' depends; there, one that stands in a single graph is left to it.
 */
export const cyclesOf: (kit: Kit, workspace: Workspace) => readonly KitCycle[] = ofBoth(knotsOf);

function knotsOf(kit: Kit, workspace: Workspace): readonly KitCycle[] {
  const expected = kit.expected && expectedGraphOf(kit.expected);
  const whole = unionGraphOf(kit, workspace);
  const union = cycles(whole).filter(({ edges }) => isMixed(edges, whole));
  return [
    ...cycles(releaseGraphOf(kit)).map((cycle) => ({ ...cycle, graph: "dependsOn" as const })),
    ...(expected ? cycles(expected) : []).map((cycle) => ({
      ...cycle,
      graph: "expected" as const,
    })),
    ...union.map((cycle) => ({ ...cycle, graph: "union" as const })),
  ];
}

/** Whether it takes more than one of the graphs: none of them has every step. */
function isMixed(steps: readonly KitEdge[], { edges }: KitGraph): boolean {
  return sources.every((source) =>
    steps.some(
      ({ from, to }) =>
        !edges.some((edge) => edge.source === source && edge.from === from && edge.to === to),
    ),
  );
}

const sources: readonly EdgeSource[] = ["dependsOn", "expected", "depends"];
