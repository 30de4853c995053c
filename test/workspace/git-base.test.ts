import { expect, test } from "vitest";

import type { BaseQuestion } from "../../src/workspace/index.ts";
import { baseOf } from "../../src/workspace/index.ts";
import { commit, git, initialise } from "../support/git.ts";
import { scratch } from "./scratch.ts";

interface History {
  readonly folder: string;
  /** On main, oldest first. */
  readonly main: readonly string[];
  /** On a branch that left main at its second commit. */
  readonly branch: string;
  /** Of the branch into main. */
  readonly merge: string;
}

function history(): History {
  const folder = scratch();
  initialise(folder);
  const main = [commit(folder, "1"), commit(folder, "2")];
  git(folder, "checkout", "-q", "-b", "side");
  const branch = commit(folder, "side");
  git(folder, "checkout", "-q", "main");
  main.push(commit(folder, "3"));
  git(folder, "checkout", "-q", "-b", "merge");
  git(folder, "merge", "-q", "--no-ff", "-m", "merge", "side");
  const merge = git(folder, "rev-parse", "HEAD");
  git(folder, "checkout", "-q", "main");
  return { folder, main, branch, merge };
}

/** A clone of one commit of a branch, of some depth; 0 for all. */
function clone({ folder }: History, branch: string, depth: number): string {
  const target = `${scratch()}/clone`;
  const shallow = depth === 0 ? [] : [`--depth=${depth}`];
  git(
    folder,
    "clone",
    "-q",
    "--single-branch",
    "-b",
    branch,
    ...shallow,
    `file://${folder}`,
    target,
  );
  return target;
}

async function base(
  folder: string,
  question: BaseQuestion,
  mayFetch: boolean,
): Promise<string | undefined> {
  const head = git(folder, "rev-parse", "HEAD");
  const found = await baseOf({ folder, environment: process.env }, head, question, mayFetch);
  return found.commit;
}

const depths = [1, 2, 0];

test.each(depths)(
  "a push, at depth %i: what was there before, fetched where it is not here",
  async (depth) => {
    const made = history();
    const folder = clone(made, "main", depth);
    const question = { kind: "commit", commit: made.main[0] ?? "" } as const;
    expect(await base(folder, question, true)).toBe(made.main[0]);
    expect(git(folder, "rev-parse", "--is-shallow-repository")).toBe(String(depth !== 0));
  },
);

test.each(depths)("a change as its merge, at depth %i: the first parent", async (depth) => {
  const made = history();
  const folder = clone(made, "merge", depth);
  const question = { kind: "change", head: made.branch, into: made.main[1] ?? "" } as const;
  expect(await base(folder, question, true)).toBe(made.main[2]);
});

test.each(depths)(
  "a change as its head, at depth %i: where it left what it goes into",
  async (depth) => {
    const made = history();
    const folder = clone(made, "side", depth);
    const question = { kind: "change", head: made.branch, into: made.main[2] ?? "" } as const;
    expect(await base(folder, question, true)).toBe(made.main[1]);
  },
);

test("where it may not fetch, what is not here is an error that says what brings it", async () => {
  const made = history();
  const folder = clone(made, "side", 1);
  for (const question of [
    { kind: "commit", commit: made.main[0] ?? "" },
    { kind: "parting", from: made.main[2] },
    { kind: "change", head: made.branch, into: made.main[2] ?? "" },
  ] as const)
    await expect(base(folder, question, false)).rejects.toMatchObject({
      code: "USAGE",
      message: expect.stringMatching(/: this clone is shallow$/u) as string,
      hint: expect.stringContaining("fetch-depth: 0") as string,
    });
});

test("what the origin does not have either is an error, and the clone stays as it is", async () => {
  const made = history();
  const folder = clone(made, "main", 0);
  const question = { kind: "commit", commit: "f".repeat(40) } as const;
  await expect(base(folder, question, true)).rejects.toMatchObject({
    code: "USAGE",
    message: `the commit ${"f".repeat(40)} is not here`,
  });
  expect(git(folder, "rev-parse", "--is-shallow-repository")).toBe("false");
});

test("without a question it is where HEAD left the main line", async () => {
  const made = history();
  git(made.folder, "checkout", "-q", "side");
  expect(await base(made.folder, { kind: "parting", from: undefined }, false)).toBe(made.main[1]);
});
