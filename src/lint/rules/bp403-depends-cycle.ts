import { cycles } from "../../graph/index.ts";
import type { Cycle } from "../../graph/index.ts";
import { edgePlace } from "../edges.ts";
import type { Rule } from "../rule.ts";

/** In a circle everything waits for everything. */
export const dependsCycle: Rule = {
  id: "BP403",
  name: "depends-cycle",
  severity: "error",
  summary: "No blueprint depends on itself, however far around.",
  why: "Each waits for the next to be ready, and none ever is.",
  remedy:
    "Take out one of the edges named, or split what both ends need into a blueprint of its own.",

  *check({ units, graph }) {
    for (const cycle of cycles(graph)) {
      const places = cycle.edges.map((edge) => edgePlace(units, edge));
      const place = places.find((one) => one !== undefined);
      if (place !== undefined) yield { ...place, message: messageOf(cycle) };
    }
  },
};

function messageOf({ names, edges }: Cycle): string {
  const circle = [...names, names[0]].join(" -> ");
  const places = edges.map(({ file, line }) => `${file}:${line}`);
  return `a cycle: ${circle} (${places.join(", ")})`;
}
