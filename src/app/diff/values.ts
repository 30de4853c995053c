import type { ChartDependency } from "../../model/chart.ts";
import type { Change } from "./changes.ts";
import { changesBetween } from "./changes.ts";

/**
 * What changes in the default values. A key that is gone is gone from the chart's interface; but what a chart sets for
 * the charts inside it, under their names, is no interface of its own: there a key that is gone is a change.
 */
export function valueChanges(
  before: unknown,
  after: unknown,
  dependencies: readonly ChartDependency[],
): readonly Change[] {
  const inside = dependencies.map(({ name, alias }) => `/${alias === "" ? name : alias}`);
  return changesBetween(before ?? {}, after ?? {}).map((change) =>
    change.kind === "removed" && inside.some((root) => isBelow(change.pointer, root))
      ? { ...change, kind: "changed" }
      : change,
  );
}

function isBelow(pointer: string, root: string): boolean {
  return pointer === root || pointer.startsWith(`${root}/`);
}
