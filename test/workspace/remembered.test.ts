import { readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { expect, test } from "vitest";

import type { Tree } from "../../src/model/tree.ts";
import type { MemoryPlace } from "../../src/workspace/remembered/index.ts";
import { diskTree, remembered } from "../../src/workspace/remembered/index.ts";
import { scratch } from "./scratch.ts";

const limit = 100;

interface Asked {
  readonly root: string;
  readonly cache: string;
  readonly build?: string;
  readonly question?: () => Promise<string>;
  readonly work?: (tree: Tree) => Promise<string>;
}

/** Asks every kind of question but one. */
async function look(tree: Tree): Promise<string> {
  const names = await tree.list("folder");
  const texts = await Promise.all(
    names.map(async ({ name }) => String(await tree.read(`folder/${name}`, limit))),
  );
  const late = await tree.stat("late.yaml");
  const path = await tree.resolve("folder/one.yaml");
  const away = await tree.read("away", limit).catch(String);
  return JSON.stringify([names, texts, late, path, away]);
}

/** The answer, and whether it took work. */
async function ask(asked: Asked): Promise<readonly [answer: string, worked: boolean]> {
  const { root, cache, build = "one", question = async () => "what?", work = look } = asked;
  const place: MemoryPlace = { folder: cache, name: "name", build };
  let worked = false;
  const answer = await remembered(diskTree(root), { place, question }, (tree) => {
    worked = true;
    return work(tree);
  });
  return [answer, worked];
}

function made(): Asked {
  const root = scratch({ "folder/one.yaml": "a: 1\n", "folder/two.yaml": "b: 2\n" });
  symlinkSync("/etc/hostname", join(root, "away"));
  return { root, cache: join(scratch(), "cache") };
}

test("nothing is done where the tree says what it said", async () => {
  const asked = made();
  const [answer, worked] = await ask(asked);
  expect([answer, worked]).toEqual([await look(diskTree(asked.root)), true]);
  expect(await ask(asked)).toEqual([answer, false]);
  expect(await ask(asked)).toEqual([answer, false]);
});

test.each<readonly [string, (root: string) => void]>([
  ["a byte in a file", (root) => writeFileSync(join(root, "folder/two.yaml"), "b: 3\n")],
  ["a file more in a folder", (root) => writeFileSync(join(root, "folder/three.yaml"), "")],
  ["a file that was looked for in vain", (root) => writeFileSync(join(root, "late.yaml"), "")],
  ["a file that is gone", (root) => rmSync(join(root, "folder/one.yaml"))],
  ["a link in the place of the file", linked],
  ["a refusal that is none any more", unlinked],
  ["a file that is too large now", (root) => writeFileSync(join(root, "folder/one.yaml"), large)],
])("the work is done again after %s", async (_, change) => {
  const asked = made();
  await ask(asked);
  change(asked.root);
  const fresh = await lookOrTell(diskTree(asked.root));
  expect(await ask({ ...asked, work: lookOrTell })).toEqual([fresh, true]);
  expect(await ask({ ...asked, work: lookOrTell })).toEqual([fresh, false]);
});

async function lookOrTell(tree: Tree): Promise<string> {
  return look(tree).catch(String);
}

const large = "a".repeat(limit + 1);

function linked(root: string): void {
  writeFileSync(join(root, "other.yaml"), "a: 1\n");
  rmSync(join(root, "folder/one.yaml"));
  symlinkSync("../other.yaml", join(root, "folder/one.yaml"));
}

function unlinked(root: string): void {
  rmSync(join(root, "away"));
  writeFileSync(join(root, "away"), "here");
}

test("another question and another build are answered by themselves", async () => {
  const asked = made();
  const [answer] = await ask(asked);
  const other = { ...asked, question: async () => "and this?" };
  expect(await ask(other)).toEqual([answer, true]);
  expect(await ask(other)).toEqual([answer, false]);
  expect(await ask({ ...other, build: "two" })).toEqual([answer, true]);
  expect(readdirSync(asked.cache)).toEqual(["name-two.bin"]);
});

test("what changed while the work was done is not remembered", async () => {
  const asked = made();
  const work = async (tree: Tree): Promise<string> => {
    const first = await look(tree);
    writeFileSync(join(asked.root, "folder/two.yaml"), "b: 3\n");
    return `${first} ${await look(tree)}`;
  };
  await ask({ ...asked, work });
  expect((await ask(asked))[1]).toBe(true);
  let day = 0;
  const question = async (): Promise<string> => `day ${(day += 1)}`;
  await ask({ ...asked, question });
  day = 0;
  expect((await ask({ ...asked, question }))[1]).toBe(true);
});

test("what flowed by, and an answer that cannot be written down, are not remembered", async () => {
  const asked = made();
  await ask({ ...asked, work: flowing });
  expect(await ask({ ...asked, work: flowing })).toEqual(["a: 1\n", true]);
  const place = { folder: asked.cache, name: "name", build: "one" };
  const given = (): Promise<() => string> =>
    remembered(diskTree(asked.root), { place, question: async () => "" }, async () => () => "code");
  expect((await given())()).toBe("code");
  expect((await given())()).toBe("code");
});

async function flowing(tree: Tree): Promise<string> {
  return text(tree.open("folder/one.yaml", 5));
}

test("a failure is told each time", async () => {
  const asked = made();
  await expect(ask({ ...asked, work: failing })).rejects.toThrow(/cannot read nowhere/u);
  await expect(ask({ ...asked, work: failing })).rejects.toThrow(/cannot read nowhere/u);
});

async function failing(tree: Tree): Promise<string> {
  return JSON.stringify(await tree.list("nowhere"));
}

test("a memory that is damaged is none, one that cannot be written no fault, and nobody else may read it", async () => {
  const asked = made();
  const [answer] = await ask(asked);
  const file = join(asked.cache, "name-one.bin");
  expect(statSync(file).mode & 0o077).toBe(0);
  const bytes = readFileSync(file);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect(await ask(asked)).toEqual([answer, true]);
  const blocked = { ...asked, cache: join(file, "cache") };
  expect(await ask(blocked)).toEqual([answer, true]);
  expect(await ask(blocked)).toEqual([answer, true]);
});
