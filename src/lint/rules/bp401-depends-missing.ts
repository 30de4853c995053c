import { missing } from "../../graph/index.ts";
import { nearest } from "../../model/nearest.ts";
import { edgePlace } from "../edges.ts";
import type { Rule } from "../rule.ts";

/** What nobody provides is waited for, for ever. */
export const dependsMissing: Rule = {
  id: "BP401",
  name: "depends-missing",
  severity: "error",
  summary: "Every blueprint that is depended on is in the tree.",
  why: "An installation waits for each dependency; one that does not exist leaves it pending without an error.",
  remedy: "Correct the name, add the blueprint to the tree, or take the dependency out.",

  *check({ units, graph }) {
    const names = graph.nodes.map((node) => node.name);
    for (const edge of missing(graph)) {
      const place = edgePlace(units, edge);
      if (place === undefined) continue;
      const near = nearest(edge.to, names);
      const advice = near === undefined ? "" : `; did you mean ${near}?`;
      yield {
        ...place,
        message: `${edge.from} depends on ${edge.to}, which is not in the tree${advice}`,
      };
    }
  },
};
