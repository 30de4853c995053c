import { cycles } from "../../graph/index.ts";
import { edgePlace } from "../edges.ts";
import { cyclesOf } from "../kit/cycles.ts";
import type { KitCycle } from "../kit/cycles.ts";
import { filesOf, isWhole, kitsOf } from "../kits.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

/** In a circle everything waits for everything. */
export const dependsCycle: Rule = {
  id: "BP403",
  name: "depends-cycle",
  severity: "error",
  summary:
    "No blueprint and no release of a kit waits for itself, however far around: not by depends, dependsOn or the expected graph, nor by them together.",
  why: "Each waits for the next to be ready, and none ever is.",
  remedy:
    "Take out one of the edges named, or split what both ends need into a blueprint of its own; `bp graph` and `bp kit check` say which edges are the cheapest to defer, and how.",

  *check(input) {
    const { units, graph } = input;
    for (const cycle of cycles(graph)) {
      const places = cycle.edges.map((edge) => edgePlace(units, edge));
      const place = places.find((one) => one !== undefined);
      if (place !== undefined) yield { ...place, message: `a cycle: ${circleOf(cycle)}` };
    }
    yield* ofKits(input);
  },
};

/** Kits may share the graph that a cycle stands in: it is told once. */
function* ofKits(input: RuleInput): Iterable<Complaint> {
  const files = new Set(filesOf(input).map(({ file }) => file.path));
  const told = new Set<string>();
  for (const kit of kitsOf(input)) {
    for (const cycle of cyclesOf(kit, input.workspace)) {
      const circle = circleOf({
        names: cycle.names,
        edges: cycle.edges.map(({ at }) => at),
      });
      const place = placeOf(cycle);
      if (place === undefined || told.has(circle)) continue;
      if (!isWhole(input) && !files.has(place.at.file)) continue;
      told.add(circle);
      yield { ...place, message: `a cycle${graphs[cycle.graph]}: ${circle}` };
    }
  }
}

const graphs: Readonly<Record<KitCycle["graph"], string>> = {
  dependsOn: " of releases",
  expected: " in the expected graph",
  depends: "",
  union: " through depends, dependsOn and the expected graph together",
};

/** A release's edge before the others: there the bootstrap stops. */
function placeOf({ edges }: KitCycle): Pick<Complaint, "at"> | undefined {
  const edge = edges.find(({ source }) => source === "dependsOn") ?? edges[0];
  return edge && { at: edge.at };
}

function circleOf({
  names,
  edges,
}: {
  readonly names: readonly string[];
  readonly edges: readonly { readonly file: string; readonly line: number }[];
}): string {
  const circle = [...names, names[0]].join(" -> ");
  const places = edges.map(({ file, line }) => `${file}:${line}`);
  return `${circle} (${places.join(", ")})`;
}
