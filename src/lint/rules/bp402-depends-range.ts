import { unsatisfied } from "../../graph/index.ts";
import { isRange } from "../../model/version.ts";
import { edgePlace } from "../edges.ts";
import type { Rule } from "../rule.ts";

/** A range that the tree's own version does not satisfy cannot be installed from this tree. */
export const dependsRange: Rule = {
  id: "BP402",
  name: "depends-range",
  severity: "error",
  summary: "The tree's version of a dependency satisfies the range that asks for it.",
  why: "What is published from this tree asks for a version that this tree does not publish; the installation is refused.",
  remedy: "Widen the range, or bring the dependency to a version inside it.",

  *check({ units, graph }) {
    for (const { edge, range, version } of unsatisfied(graph)) {
      const place = edgePlace(units, edge);
      if (place === undefined) continue;
      const message = isRange(range)
        ? `${edge.from} asks for ${edge.to} ${range}, and the tree has ${version}`
        : `${JSON.stringify(range)} is no range of versions`;
      yield { ...place, pointer: `${place.pointer}/version`, message };
    }
  },
};
