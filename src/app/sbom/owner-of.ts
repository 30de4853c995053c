import type { PackagedChart } from "../../chart/index.ts";

/**
 * The path of the embedded chart that a rendered file belongs to, empty for the top chart. Helm names a chart that is
 * embedded under an alias by the alias.
 */
export function ownerOf(
  source: string,
  { metadata, subcharts }: Pick<PackagedChart, "metadata" | "subcharts">,
): string {
  const byPath = new Map(subcharts.map((chart) => [chart.path, chart]));
  let dependencies = metadata.dependencies;
  let path = "";
  const steps = source.split("/");
  while (steps[0] === "charts" && steps[1] !== undefined) {
    const [, called = ""] = steps.splice(0, 2);
    const name = dependencies.find(({ alias }) => alias === called)?.name ?? called;
    const below = `${path === "" ? "" : `${path}/`}charts/${name}`;
    const chart = byPath.get(below);
    if (chart === undefined) return path;
    [path, dependencies] = [below, chart.dependencies];
  }
  return path;
}
