import type { LintSettings } from "../../app/lint.ts";
import { BpError } from "../../model/error.ts";
import type { ImageAnswers } from "../../model/image-answers.ts";
import type { UnitRender } from "../../model/render.ts";
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
) => Promise<Pick<LintSettings, "renders" | "images">>;

/** @throws BpError USAGE, NOT_FOUND where there is no Helm, UNREADABLE where it is none */
export async function askRenders(options: CommandOptions, context: Context): Promise<AskRenders> {
  const programs = textsOption(options, "helm");
  if (!flag(options, "render")) {
    if (flag(options, "images"))
      throw new BpError("USAGE", "--images asks for the images of what --render renders", {
        hint: "write --render --images",
      });
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
    const renders = await rendersOf(units, source, asked, outside);
    return flag(options, "images")
      ? { renders, images: await askImages(renders, options, context) }
      : { renders };
  };
}

async function askImages(
  renders: ReadonlyMap<string, UnitRender>,
  options: CommandOptions,
  context: Context,
): Promise<ImageAnswers> {
  const [{ imageAnswers }, network] = await Promise.all([
    import("../../app/render/image-answers.ts"),
    context.network(options),
  ]);
  try {
    return await imageAnswers(renders.values(), {
      open: (target) => network.open(target, "pull"),
      concurrency: context.concurrency,
      signal: context.interrupted,
    });
  } finally {
    network.close();
  }
}
