import type { UnitRender } from "../../model/render.ts";
import type { Workspace } from "../../model/workspace.ts";

/** The workspace with what Helm made of its units, by folder. */
export function withRenders(
  workspace: Workspace,
  renders: ReadonlyMap<string, UnitRender> | undefined,
): Workspace {
  if (renders === undefined) return workspace;
  const units = workspace.units.map((unit) => {
    const render = renders.get(unit.folder);
    return render === undefined ? unit : { ...unit, render };
  });
  return { ...workspace, units };
}
