import { affectedReport } from "./affected-report.ts";
import { affectedBase } from "./commands/affected-base.ts";
import type { Context } from "./context.ts";
import type { CommandOptions } from "./declaration.ts";
import { fullCommit } from "./revision.ts";

/** The options with the folders that `--affected` stands for; a selection beside it is what they lie within. */
export async function withAffected(
  args: readonly string[],
  options: CommandOptions,
  context: Context,
): Promise<CommandOptions> {
  const { affected: base } = options;
  const head = await fullCommit(context, "HEAD");
  const asked = typeof base === "string" ? { base } : {};
  const report = await affectedReport(
    {
      ...(await affectedBase(head, asked, context)),
      head,
      within: args,
      withDependents: false,
      wave: undefined,
      shard: undefined,
    },
    context,
  );
  const folders = report.blueprints.map(({ folder }) => folder);
  if (folders.length === 0)
    context.ports.emit({ kind: "note", message: "the change affects no blueprint" });
  return { ...options, affectedFolders: folders };
}
