import type { InstallLock } from "../../app/install/install.ts";
import { BpError } from "../../model/error.ts";
import { emptyLock } from "../../model/lock.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";

/** What bp.lock of this workspace has to say to a plan from a published catalogue. @throws BpError USAGE, MATERIAL */
export async function installLock(options: CommandOptions, context: Context): Promise<InstallLock> {
  const [writes, updates] = [flag(options, "lock"), flag(options, "update")];
  if (textOption(options, "from") === undefined) {
    if (!writes && !updates) return { held: emptyLock, follow: false, place: undefined };
    throw new BpError("USAGE", "bp.lock holds published versions: this workspace is none", {
      hint: "give --from HOST/PATH or --from oci-layout:DIR",
    });
  }
  const { workspace, tree } = await context.workspace();
  const fault = workspace.findings.find(({ ruleId }) => ruleId === "LOCK");
  if (fault !== undefined)
    throw new BpError("MATERIAL", `${fault.file}:${fault.line}: ${fault.message}`, {
      hint: fault.help ?? "`bp explain LOCK`",
    });
  return {
    held: workspace.lock ?? emptyLock,
    follow: !updates,
    place: writes ? { tree, put: context.putFile } : undefined,
  };
}
