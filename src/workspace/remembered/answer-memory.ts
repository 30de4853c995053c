import { serialize } from "node:v8";

import type { Tree } from "../../model/tree.ts";
import type { MemoryPlace } from "./memory-file.ts";
import { readMemory, writeMemory } from "./memory-file.ts";
import type { Asked } from "./watched-tree.ts";
import { saysAgain, WatchedTree } from "./watched-tree.ts";

/** What a former run found, and all that it asked of the tree for it. */
interface Known {
  readonly question: string;
  readonly asked: readonly Asked[];
  readonly answer: unknown;
}

/**
 * What the work gives, which follows from the question and from what it asks of the tree, and from nothing else. Where
 * a former run was asked the same and the tree still says the same, its answer is given, and nothing is done.
 * @param question everything beside the tree that decides the answer; put together again after the work, since what
 * changed meanwhile is not remembered
 */
export async function remembered<Answer>(
  tree: Tree,
  { place, question }: { readonly place: MemoryPlace; readonly question: () => Promise<string> },
  work: (tree: Tree) => Promise<Answer>,
): Promise<Answer> {
  const known = readMemory(place) as Known | undefined;
  const asking = await question();
  if (known?.question === asking && (await saysAgain(tree, known.asked)))
    return known.answer as Answer;
  const watched = new WatchedTree(tree);
  const answer = await work(watched);
  const asked = watched.asked();
  if (asked !== undefined && asking === (await question()))
    keep(place, { question: asking, asked, answer });
  return answer;
}

function keep(place: MemoryPlace, known: Known): void {
  try {
    writeMemory(place, serialize(known));
  } catch {
    // What cannot be remembered is found again.
  }
}
