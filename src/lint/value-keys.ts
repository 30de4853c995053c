import type { ChartUnit } from "./charts.ts";
import { unreadSubcharts } from "./charts.ts";

/** Keys that nobody's template asks for and that mean something all the same. */
export const knownKeys: ReadonlySet<string> = new Set(["global", "catalystBlueprint", "tags"]);

/** Why it cannot be told what a chart uses. */
export function unjudged({ chart }: ChartUnit): string | undefined {
  if (chart.templates?.some(({ path }) => path.startsWith("templates/")) !== true)
    return "no templates";
  const held = new Set(chart.subcharts?.map(({ name }) => name));
  const isWhole = chart.metadata.dependencies.every(({ name }) => held.has(name));
  return isWhole && unreadSubcharts(chart).length === 0 ? undefined : "dependencies";
}

/** The top-level keys of the values that belong to dependencies or switch them. */
export function dependencyKeys({ chart }: ChartUnit): readonly string[] {
  return [
    ...chart.vendored.map(({ name }) => name),
    ...chart.metadata.dependencies.flatMap(({ name, alias, condition }) => [
      name,
      alias,
      ...condition.split(",").map((path) => path.trim().split(".")[0] ?? ""),
    ]),
  ];
}
