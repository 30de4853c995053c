import type { UnitRender } from "../../model/render.ts";
import type { UnitRendered } from "./render-units.ts";

/** What rules look at: each unit's first render, and beside it those by further Helms; by folder. */
export function unitRenders(
  renders: readonly UnitRendered[],
  namespace: string,
): ReadonlyMap<string, UnitRender> {
  const byFolder = Map.groupBy(renders, ({ unit }) => unit.folder);
  return new Map(
    [...byFolder].flatMap(([folder, [first, ...more]]) => {
      if (first === undefined) return [];
      const others = more.map(({ helm = "", rendered }) => ({ helm, rendered }));
      const { helm = "", rendered, stored } = first;
      const kept = stored === undefined ? {} : { stored };
      return [[folder, { helm, namespace, rendered, others, ...kept }] as const];
    }),
  );
}
