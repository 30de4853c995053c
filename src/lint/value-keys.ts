import type { ChartUnit } from "./charts.ts";

/** Keys that nobody's template asks for and that mean something all the same. */
export const knownKeys: ReadonlySet<string> = new Set(["global", "catalystBlueprint", "tags"]);

/** Why it cannot be told what a chart uses. */
export function unjudged({ chart }: ChartUnit): string | undefined {
  if (chart.templates?.some(({ path }) => path.startsWith("templates/")) !== true)
    return "no templates";
  const held = new Set(chart.vendored.filter(({ packed }) => !packed).map(({ name }) => name));
  const { dependencies } = chart.metadata;
  if (dependencies.every(({ name }) => held.has(name)) && !chart.vendored.some((one) => one.packed))
    return undefined;
  return "dependencies";
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
