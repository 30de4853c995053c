import { fetchCommit, fetchParting, parentsOf, partingHere } from "./git-fetch.ts";
import { absent, commitHere, mainLine, unknown } from "./git-revision.ts";
import type { Git } from "./git.ts";

/** What a revision is compared with. */
export type BaseQuestion =
  /** With this commit, whatever lies between: a push says it. */
  | { readonly kind: "commit"; readonly commit: string }
  /** With where it parted from another, the main line where none is named. */
  | { readonly kind: "parting"; readonly from: string | undefined }
  /** A proposed change: its head, and the commit that it goes into. Their merge is compared with what it goes into. */
  | { readonly kind: "change"; readonly head: string; readonly into: string };

export interface FoundBase {
  readonly commit: string;
  /** What had to be fetched, as a sentence; undefined where all was here. */
  readonly note: string | undefined;
}

/**
 * The commit that a revision is compared with. What a clone lacks is fetched from its origin where that is allowed.
 * @throws BpError USAGE where it is not here and is not fetched, saying what brings it
 */
export async function baseOf(
  git: Git,
  head: string,
  question: BaseQuestion,
  mayFetch: boolean,
): Promise<FoundBase> {
  if (question.kind === "commit") return direct(git, question.commit, mayFetch);
  if (question.kind === "parting") return parting(git, head, question.from, mayFetch);
  const [first, second] = await parentsOf(git, head);
  const isMerge = first !== undefined && second === question.head;
  return isMerge ? direct(git, first, mayFetch) : parting(git, head, question.into, mayFetch);
}

async function direct(git: Git, commit: string, mayFetch: boolean): Promise<FoundBase> {
  const here = await commitHere(git, commit);
  if (here !== undefined) return { commit: here, note: undefined };
  if (mayFetch && (await fetchCommit(git, commit)))
    return { commit, note: `fetched ${commit}, which this clone lacked` };
  throw await absent(git, `the commit ${commit} is not here`);
}

async function parting(
  git: Git,
  head: string,
  from: string | undefined,
  mayFetch: boolean,
): Promise<FoundBase> {
  const named = from === undefined ? await mainLine(git) : ((await commitHere(git, from)) ?? from);
  const here = await partingHere(git, named, head);
  if (here !== undefined) return { commit: here, note: undefined };
  const fetched = mayFetch ? await fetchParting(git, named, head) : undefined;
  if (fetched !== undefined)
    return { commit: fetched, note: "fetched more history, which this clone lacked" };
  if (from !== undefined && (await commitHere(git, from)) === undefined)
    throw await unknown(git, from);
  throw await absent(git, `HEAD and ${from ?? "the main line"} have no common commit here`);
}
