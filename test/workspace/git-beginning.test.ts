import { expect, test } from "vitest";

import { branchVersions, pastVersions, versionBegan } from "../../src/workspace/index.ts";
import { commit, git, initialise } from "../support/git.ts";
import { write } from "../support/workspace.ts";
import { scratch } from "./scratch.ts";

const file = "a/Chart.yaml";

function version(folder: string, text: string): string {
  write(folder, { [file]: `version: ${text}\n# ${git(folder, "rev-list", "--all", "--count")}\n` });
  return commit(folder, text);
}

function at(folder: string): { readonly folder: string; readonly environment: NodeJS.ProcessEnv } {
  return { folder, environment: process.env };
}

/** 1.0.0, twice; 1.1.0, and twice more; a file beside it. */
function history(): { readonly folder: string; readonly began: string; readonly head: string } {
  const folder = scratch();
  initialise(folder);
  version(folder, "1.0.0");
  version(folder, "1.0.0");
  const began = version(folder, "1.1.0");
  version(folder, "1.1.0");
  version(folder, "1.1.0");
  write(folder, { "b/Chart.yaml": "version: 2.0.0\n" });
  return { folder, began, head: commit(folder, "b") };
}

test("a version began with the commit that wrote it, whatever came after", async () => {
  const { folder, began, head } = history();
  expect(await versionBegan(at(folder), { commit: head, file })).toBe(began);
  expect(await versionBegan(at(`${folder}/a`), { commit: head, file: "Chart.yaml" })).toBe(began);
});

test("one that is there from the start began with the file; what is not there never did", async () => {
  const { folder, head } = history();
  expect(await versionBegan(at(folder), { commit: head, file: "b/Chart.yaml" })).toBe(head);
  expect(await versionBegan(at(folder), { commit: head, file: "c/Chart.yaml" })).toBeUndefined();
});

test("a merge brings a version to the line that it is merged into", async () => {
  const { folder } = history();
  git(folder, "checkout", "-q", "-b", "side");
  version(folder, "1.2.0");
  git(folder, "checkout", "-q", "main");
  git(folder, "merge", "-q", "--no-ff", "-m", "merge", "side");
  const merge = git(folder, "rev-parse", "HEAD");
  version(folder, "1.2.0");
  expect(await versionBegan(at(folder), { commit: "HEAD", file })).toBe(merge);
});

test("a shallow clone knows it where it reaches back so far, and else nothing", async () => {
  const { folder, began } = history();
  const clone = (depth: number): string => {
    const target = `${scratch()}/clone`;
    git(folder, "clone", "-q", `--depth=${depth}`, `file://${folder}`, target);
    return target;
  };
  const answer = (depth: number) => versionBegan(at(clone(depth)), { commit: "HEAD", file });
  expect(await answer(2)).toBeUndefined();
  expect(await answer(5)).toBe(began);
});

test("a branch claims what it took since it parted, and not what it has from there", async () => {
  const { folder } = history();
  git(folder, "checkout", "-q", "-b", "claims");
  version(folder, "1.2.0");
  git(folder, "branch", "stands", "main");
  git(folder, "checkout", "-q", "main");
  expect(await branchVersions(at(folder), [file])).toEqual(
    new Map([[file, [{ branch: "claims", version: "1.2.0" }]]]),
  );
  git(folder, "merge", "-q", "--ff-only", "claims");
  expect(await branchVersions(at(folder), [file])).toEqual(new Map([[file, []]]));
});

test("the versions of before, newest first, whatever the user's git shows", async () => {
  const { folder } = history();
  git(folder, "config", "diff.noprefix", "true");
  git(folder, "config", "color.ui", "always");
  git(folder, "checkout", "-q", "-b", "side");
  version(folder, '"1.2.0"');
  git(folder, "checkout", "-q", "main");
  git(folder, "merge", "-q", "--no-ff", "-m", "merge", "side");
  const past = await pastVersions(at(folder), [file, "b/Chart.yaml", "none.yaml"]);
  expect(past).toEqual(
    new Map([
      [file, ["1.2.0", "1.1.0", "1.0.0"]],
      ["b/Chart.yaml", ["2.0.0"]],
    ]),
  );
  const below = await pastVersions(at(`${folder}/a`), ["Chart.yaml"]);
  expect([...below.keys()]).toEqual(["Chart.yaml"]);
  const empty = scratch();
  initialise(empty);
  expect(await pastVersions(at(empty), [file])).toEqual(new Map());
});
