import { servedApis } from "../../lint/index.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";

/** What the cluster serves for each unit of a workspace, from what is installed before it. */
export function servedBy(workspace: Workspace): (unit: Unit) => readonly string[] {
  return (unit) => servedApis(workspace, unit);
}
