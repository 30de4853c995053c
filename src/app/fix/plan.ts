import type { Finding } from "../../model/finding.ts";
import type { Tree } from "../../model/tree.ts";
import { DraftTree } from "../../workspace/index.ts";
import { decodeText } from "../../yaml/index.ts";
import { apply } from "./apply.ts";
import { compatible } from "./choose.ts";

/** A repair may bring the next to light; two that undo each other must end. */
const mostRounds = 10;

/** One repair that was made. */
export interface Repair {
  readonly ruleId: string;
  /** Relative to the workspace root. */
  readonly file: string;
  readonly message: string;
  readonly description: string;
}

/** A file as it is and as it would be. */
export interface FileDraft {
  readonly path: string;
  /** undefined: there is no such file. */
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array;
}

/** What `--fix` would do: nothing is written yet. */
export interface FixPlan<Result> {
  /** Sorted by path, links resolved. */
  readonly files: readonly FileDraft[];
  /** In the order made. */
  readonly repairs: readonly Repair[];
  /** What is told of the tree as it would be. */
  readonly result: Result;
}

/**
 * Repairs what can be repaired in a draft of the tree, again and again until nothing changes.
 * @param tell what is found in a tree
 * @param begin what is written into the draft before anything is looked for
 */
export async function planFixes<Result extends { readonly findings: readonly Finding[] }>(
  tree: Tree,
  tell: (tree: Tree) => Promise<Result>,
  begin: (draft: DraftTree) => Promise<void> = async () => undefined,
): Promise<FixPlan<Result>> {
  const draft = new DraftTree(tree);
  await begin(draft);
  const repairs: Repair[] = [];
  const refused = new Set<string>();
  let result = await tell(draft);
  for (let round = 0; round < mostRounds; round += 1) {
    const open = result.findings.filter(({ fingerprint }) => !refused.has(fingerprint));
    const chosen = compatible(await resolved(open, draft));
    if (chosen.length === 0) break;
    const kept = await apply(chosen, draft);
    for (const { fingerprint } of kept) refused.add(fingerprint);
    repairs.push(...chosen.filter((finding) => !kept.has(finding)).map(repairOf));
    result = await tell(draft);
  }
  const files = [...draft.rewritten()].map(([path, { before, after }]) => ({
    path,
    before,
    after,
  }));
  return { files, repairs, result };
}

/** The findings with changes that name files by their links' ends, so that no file is edited under two names. */
async function resolved(
  findings: readonly Finding[],
  draft: DraftTree,
): Promise<readonly Finding[]> {
  const fixable: Finding[] = [];
  for (const finding of findings) {
    const { fix } = finding;
    if (fix === undefined) continue;
    const changes = [];
    for (const change of fix.changes)
      changes.push({ ...change, file: await draft.place(change.file) });
    fixable.push({ ...finding, fix: { ...fix, changes } });
  }
  return fixable;
}

function repairOf({ ruleId, file, message, fix }: Finding): Repair {
  return { ruleId, file, message, description: fix?.description ?? "" };
}

/** Both texts of a file, for a person to compare; none before where there was no file. */
export function textsOf({ path, before, after }: FileDraft): {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string;
} {
  const old = before === undefined ? undefined : (decodeText(before) ?? "");
  return { file: path, before: old, after: decodeText(after) ?? "" };
}
