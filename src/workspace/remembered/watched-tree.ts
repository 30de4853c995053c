import { hash } from "node:crypto";

import { BpError } from "../../model/error.ts";
import type { Bytes } from "../../model/ports.ts";
import type { Tree, TreeEntry, TreeStat } from "../../model/tree.ts";

/** A question to a tree, and what tells its answer from another: a digest of bytes, the rest as it is. */
export interface Asked {
  readonly question: "list" | "stat" | "read" | "resolve";
  readonly path: string;
  /** Of a read, in bytes. */
  readonly limit: number;
  readonly said: string;
}

/** A tree that notes what it is asked, and what it says. */
export class WatchedTree implements Tree {
  readonly #tree: Tree;
  readonly #asked = new Map<string, Asked>();
  #isSure = true;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  /** Every question once, in the order asked; undefined where one got two answers, or one that cannot be noted. */
  asked(): readonly Asked[] | undefined {
    return this.#isSure ? [...this.#asked.values()] : undefined;
  }

  async list(path: string): Promise<readonly TreeEntry[]> {
    return this.#note({ question: "list", path, limit: 0 }, this.#tree.list(path));
  }

  async stat(path: string): Promise<TreeStat | undefined> {
    return this.#note({ question: "stat", path, limit: 0 }, this.#tree.stat(path));
  }

  async read(path: string, limit: number): Promise<Uint8Array> {
    return this.#note({ question: "read", path, limit }, this.#tree.read(path, limit));
  }

  async resolve(path: string): Promise<string> {
    return this.#note({ question: "resolve", path, limit: 0 }, this.#tree.resolve(path));
  }

  /** What flows by is not looked at. */
  open(path: string, size: number): Bytes {
    this.#isSure = false;
    return this.#tree.open(path, size);
  }

  async #note<Answer>(asked: Omit<Asked, "said">, answer: Promise<Answer>): Promise<Answer> {
    const said = await answer.then(answerText, faultText);
    const key = `${asked.question} ${asked.limit} ${asked.path}`;
    const before = this.#asked.get(key)?.said ?? said;
    if (said === undefined || before !== said) this.#isSure = false;
    else this.#asked.set(key, { ...asked, said });
    return answer;
  }
}

/** Whether the tree says again what it said. */
export async function saysAgain(tree: Tree, asked: readonly Asked[]): Promise<boolean> {
  for (const one of asked) {
    if ((await ask(tree, one).then(answerText, faultText)) !== one.said) return false;
  }
  return true;
}

function ask(tree: Tree, { question, path, limit }: Asked): Promise<unknown> {
  return question === "read" ? tree.read(path, limit) : tree[question](path);
}

function answerText(answer: unknown): string {
  return answer instanceof Uint8Array ? hash("sha256", answer) : `= ${JSON.stringify(answer)}`;
}

/** A refusal is an answer too. */
function faultText(error: unknown): string | undefined {
  return error instanceof BpError ? `! ${error.code} ${error.message}` : undefined;
}
