import type { AffectedInput } from "../app/affected/affected.ts";
import { affected } from "../app/affected/affected.ts";
import type { AffectedReport } from "../app/affected/report.ts";
import { parseReleaseTag } from "../app/affected/tag.ts";
import type { Source } from "../app/packaging.ts";
import { select } from "../app/select.ts";
import type { AffectedBase } from "./commands/affected-base.ts";
import type { Context } from "./context.ts";
import type { Revision } from "./revision.ts";
import { loadRevision, standing } from "./revision.ts";
import { selectionOf } from "./selection.ts";

export interface AffectedQuestion
  extends AffectedBase, Pick<AffectedInput, "withDependents" | "wave" | "shard"> {
  /** The full name of the commit that is asked about. */
  readonly head: string;
  /** Selectors to stay within; all where there is none. */
  readonly within: readonly string[];
}

/** What a commit makes publish, read out of git. */
export async function affectedReport(
  question: AffectedQuestion,
  context: Context,
): Promise<AffectedReport> {
  const { head, commit, tag, within, ...rest } = question;
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
    return await affected({
      ...rest,
      comparison: {
        before: before && (await sourceOf(before, context)),
        after: await sourceOf(after, context),
        isSame: (folder) => isSame(before, after, folder),
        spool: context.ports.spool,
      },
      base: commit,
      head,
      tag: tag === undefined ? undefined : parseReleaseTag(tag),
      within: withinOf(within, after, context),
    });
  } finally {
    await Promise.all(opened.map(({ tree }) => tree.close()));
  }
}

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
  selectors: readonly string[],
  { workspace }: Revision,
  context: Context,
): ReadonlySet<string> | undefined {
  if (selectors.length === 0) return undefined;
  const where = { relative: context.relative, folder: standing(context) };
  const units = select(workspace, selectionOf(selectors, {}, where));
  return new Set(units.map(({ folder }) => folder));
}
