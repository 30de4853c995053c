import type { DependentChart } from "../../chart/index.ts";
import { declaredDependencies, fileChart } from "../../chart/index.ts";
import type { Tree } from "../../model/tree.ts";

/** The folders of charts that name each other by `file://` in a circle, reached from this one; undefined: none do. */
export async function fileCircle(
  tree: Tree,
  chart: DependentChart,
): Promise<readonly string[] | undefined> {
  const done = new Set<string>();
  return visit(chart, []);

  async function visit(
    { folder, metadata }: DependentChart,
    trail: readonly string[],
  ): Promise<readonly string[] | undefined> {
    if (trail.includes(folder)) return [...trail.slice(trail.indexOf(folder)), folder];
    if (done.has(folder)) return undefined;
    done.add(folder);
    for (const { repository } of await declaredDependencies(tree, { folder, metadata })) {
      if (!repository.startsWith("file://")) continue;
      const next = await fileChart(tree, folder, repository);
      const named = next === undefined || next === "outside" ? undefined : next;
      const circle = named && (await visit(named, [...trail, folder]));
      if (circle !== undefined) return circle;
    }
    return undefined;
  }
}
