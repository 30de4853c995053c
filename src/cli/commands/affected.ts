import { affected } from "../../app/affected/affected.ts";
import type { MatrixKind } from "../../app/affected/matrix.ts";
import { matrixKinds, matrixOutputs, matrixText } from "../../app/affected/matrix.ts";
import type { Shard } from "../../app/affected/shard.ts";
import { parseShard } from "../../app/affected/shard.ts";
import { parseReleaseTag } from "../../app/affected/tag.ts";
import type { Source } from "../../app/packaging.ts";
import { select } from "../../app/select.ts";
import { BpError } from "../../model/error.ts";
import type { Context } from "../context.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { allowance } from "../number.ts";
import type { Revision } from "../revision.ts";
import { fullCommit, loadRevision, standing } from "../revision.ts";
import { selectionOf } from "../selection.ts";
import { affectedBase } from "./affected-base.ts";
import { affectedBlocks } from "./affected-blocks.ts";

export const run: Run = async (args, options, context) => {
  const kind = matrixKind(options, context);
  const shard = shardOf(options);
  const wave = textOption(options, "wave");
  const head = await fullCommit(context, textOption(options, "head") ?? "HEAD");
  const { commit, tag, notes } = await affectedBase(head, options, context);
  const opened: Revision[] = [];
  const open = async (revision: string): Promise<Revision> => {
    const loaded = await loadRevision(context, revision, { contents: false });
    opened.push(loaded);
    return loaded;
  };
  try {
    const [after, before] = await Promise.all([
      open(head),
      commit === null ? undefined : open(commit),
    ]);
    const report = await affected({
      comparison: {
        before: before && (await sourceOf(before, context)),
        after: await sourceOf(after, context),
        isSame: (folder) => isSame(before, after, folder),
        spool: context.ports.spool,
      },
      base: commit,
      head,
      tag: tag === undefined ? undefined : parseReleaseTag(tag),
      within: withinOf(args, after, context),
      withDependents: flag(options, "withDependents"),
      wave: wave === undefined ? undefined : allowance(wave, "--wave"),
      shard,
      notes,
    });
    return {
      report,
      blocks: affectedBlocks(report),
      outputs: matrixOutputs(report.blueprints),
      matrix: matrixText(report.blueprints, kind),
    };
  } finally {
    await Promise.all(opened.map(({ tree }) => tree.close()));
  }
};

async function sourceOf({ tree, workspace }: Revision, context: Context): Promise<Source> {
  const { workspaceDependencies } = await context.config();
  return { tree, workspace, workspaceDependencies };
}

function isSame(before: Revision | undefined, after: Revision, folder: string): boolean {
  const now = after.tree.fingerprint(folder);
  return now !== undefined && before?.tree.fingerprint(folder) === now;
}

/** The folders of what is selected, undefined where nothing is: then all is looked at, wherever one stands. */
function withinOf(
  args: readonly string[],
  { workspace }: Revision,
  context: Context,
): ReadonlySet<string> | undefined {
  if (args.length === 0) return undefined;
  const where = { relative: context.relative, folder: standing(context) };
  const units = select(workspace, selectionOf(args, {}, where));
  return new Set(units.map(({ folder }) => folder));
}

/** The kind given, else that of the service that this runs on. @throws BpError USAGE */
function matrixKind(options: CommandOptions, { environment }: Context): MatrixKind {
  const given = textOption(options, "for");
  if (given === undefined) return environment["GITLAB_CI"] === "true" ? "gitlab" : "github";
  const kind = matrixKinds.find((one) => one === given);
  if (kind !== undefined) return kind;
  throw new BpError("USAGE", `unknown service ${JSON.stringify(given)}`, {
    hint: `--for takes ${matrixKinds.join(", ")}`,
  });
}

/** @throws BpError USAGE */
function shardOf(options: CommandOptions): Shard | undefined {
  const given = textOption(options, "shard");
  if (given === undefined) return undefined;
  const shard = parseShard(given);
  if (shard !== undefined) return shard;
  throw new BpError("USAGE", `${JSON.stringify(given)} is no shard`, {
    hint: "write which of how many: --shard 2/5",
  });
}
