import { BpError } from "../../model/error.ts";
import type { Kit } from "../../model/kit.ts";
import type { Workspace } from "../../model/workspace.ts";
import type { KitSelection } from "../kit/select-kits.ts";
import { selectKits } from "../kit/select-kits.ts";

/**
 * The one kit that is meant. Of several without a selector the template, from which the others are made.
 * @throws BpError USAGE where several are meant, EMPTY_SELECTION where none is
 */
export function selectKit(workspace: Workspace, selection: KitSelection): Kit {
  const kits = selectKits(workspace, selection);
  const templates = kits.filter(({ folder }) => folder.split("/").includes("_template"));
  const [kit, ...more] =
    selection.selectors.length === 0 && templates.length === 1 ? templates : kits;
  if (kit !== undefined && more.length === 0) return kit;
  throw new BpError("USAGE", `there are ${kits.length} kits, and a graph is of one`, {
    hint: `name one: ${kits.map(({ folder }) => folder).join(", ")}`,
  });
}
