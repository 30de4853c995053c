import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { beforeEach, expect, test } from "vitest";

import { loadKept } from "../../src/cli/kept-code.ts";
import { temporary } from "../support/workspace.ts";

let folder = "";
let code = "";

beforeEach(() => {
  folder = temporary();
  code = join(folder, "code");
});

let files = 0;

/** Loads a file of that text, under a name of its own, and gives what it answers. */
function load(occasion: string, text = "exports.answer = () => 6 * 7;"): unknown {
  const name = `file-${(files += 1)}.cjs`;
  const file = join(folder, name);
  writeFileSync(file, text);
  const keep = loadKept(file, code, occasion);
  const { answer } = createRequire(file)(`./${name}`) as { answer(): unknown };
  const given = answer();
  keep();
  return given;
}

function kept(): string {
  return join(code, ...readdirSync(code));
}

/** Another number each time that the one kept file is written. */
function written(): number {
  return statSync(kept()).ino;
}

test("the code of an occasion is written once, and that of another added", () => {
  expect(load("lint")).toBe(42);
  const first = written();
  expect(load("lint")).toBe(42);
  expect(written()).toBe(first);
  expect(load("list")).toBe(42);
  const second = written();
  expect(second).not.toBe(first);
  expect([load("lint"), load("list")]).toEqual([42, 42]);
  expect(written()).toBe(second);
});

test("another source of the same length is other code", () => {
  expect(load("lint", "exports.answer = () => 'a';")).toBe("a");
  expect(load("lint", "exports.answer = () => 'b';")).toBe("b");
  expect(readdirSync(code)).toHaveLength(2);
});

test.each([
  ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ["emptied", () => Buffer.alloc(0)],
  ["changed in a byte", (bytes: Buffer) => bytes.fill(bytes.readUInt8(200) ^ 1, 200, 201)],
])("what is %s is compiled again, and written anew", (_how, change) => {
  load("lint");
  writeFileSync(kept(), change(readFileSync(kept())));
  const damaged = written();
  expect(load("lint")).toBe(42);
  expect(written()).not.toBe(damaged);
  const whole = written();
  load("lint");
  expect(written()).toBe(whole);
});

test("the names of a file are its own, and its lines count from its first", () => {
  const answer = "() => [__filename, __dirname, require.main === module, new Error().stack]";
  const [name, below, isMain, stack] = load("lint", `exports.answer = ${answer};`) as string[];
  expect([dirname(name ?? ""), below, isMain]).toEqual([folder, folder, false]);
  expect(stack).toContain(`${name}:1:`);
});

test("what is long unused goes when something is written", () => {
  load("lint", "exports.answer = () => 'old';");
  const old = kept();
  const longAgo = new Date(Date.now() - 31 * 24 * 60 * 60 * 1000);
  utimesSync(old, longAgo, longAgo);
  load("lint");
  expect(existsSync(old)).toBe(false);
  expect(readdirSync(code)).toHaveLength(1);
});

test("where nothing can be written, nothing is kept and all runs", () => {
  writeFileSync(code, "a file in the folder's place");
  expect(load("lint")).toBe(42);
  expect(readFileSync(code, "utf8")).toBe("a file in the folder's place");
});
