import type { LintSettings } from "../../app/lint.ts";
import { BpError } from "../../model/error.ts";
import type { Tree } from "../../model/tree.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { flag, textsOption } from "../declaration.ts";

/** What Helm makes of the units in a tree; nothing where it is not to be asked. */
export type AskRenders = (
  tree: Tree,
  workspace: Workspace,
  units: readonly Unit[],
) => Promise<Pick<LintSettings, "renders">>;

/** @throws BpError USAGE, NOT_FOUND where there is no Helm, UNREADABLE where it is none */
export async function askRenders(options: CommandOptions, context: Context): Promise<AskRenders> {
  const programs = textsOption(options, "helm");
  if (!flag(options, "render")) {
    if (programs.length === 0) return async () => ({});
    throw new BpError("USAGE", "--helm names the Helm that --render asks", {
      hint: "write --render --helm PROGRAM",
    });
  }
  const [{ rendersOf }, { helms, cache }, config] = await Promise.all([
    import("../../app/render/renders-of.ts"),
    context.helms(programs),
    context.config(),
  ]);
  const { ports, concurrency, interrupted: signal } = context;
  return async (tree, workspace, units) => {
    const source = { tree, workspace, workspaceDependencies: config.workspaceDependencies };
    const asked = { helms, kubernetes: config.targets.kubernetes };
    const outside = { spool: ports.spool, cache, concurrency, signal };
    return { renders: await rendersOf(units, source, asked, outside) };
  };
}
