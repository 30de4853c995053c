import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import type { ParseMemory } from "../../src/workspace/index.ts";
import { parseMemory } from "../../src/workspace/index.ts";
import { scratch } from "./scratch.ts";

const texts = new Map(Array.from({ length: 10 }, (_, at) => [`${at}.yaml`, `a: ${at}\nb: [c]\n`]));

function open(folder: string, build = "build001", root = "/tree"): ParseMemory {
  const memory = parseMemory(folder, root, build);
  if (memory === undefined) throw new Error("no memory");
  return memory;
}

/** Whether the memory answers for these texts by itself: what it parses is of one shape, what it remembers of another. */
function remembers(memory: ParseMemory, some: ReadonlyMap<string, string> = texts): boolean[] {
  return [...some].map(([file, text]) => {
    const root = memory.parse(text, file).documents[0]?.root;
    return root !== undefined && Object.getPrototypeOf(root) !== Object.prototype;
  });
}

function learn(folder: string, build?: string): void {
  const memory = open(folder, build);
  remembers(memory);
  memory.save();
}

function fileIn(folder: string): string {
  const [name, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  return join(folder, name ?? "");
}

test("what was parsed is remembered for the very same text", () => {
  const folder = join(scratch(), "cache");
  expect(remembers(open(folder))).not.toContain(true);
  learn(folder);
  expect(remembers(open(folder))).not.toContain(false);
  const changed = new Map([...texts].map(([file, text]) => [file, `${text}# more\n`]));
  expect(remembers(open(folder), changed)).not.toContain(true);
  expect(open(folder).parse("a: 1\nb: [c]\n", "1.yaml").documents[0]?.root?.at.file).toBe("1.yaml");
});

test("another workspace and another build remember nothing, and a new build takes the old one's place", () => {
  const folder = scratch();
  learn(folder);
  expect(remembers(open(folder, "build001", "/other"))).not.toContain(true);
  expect(remembers(open(folder, "build002"))).not.toContain(true);
  learn(folder, "build002");
  expect(fileIn(folder)).toMatch(/build002\.bin$/u);
});

test("a memory that is damaged or too large is none", () => {
  const folder = scratch();
  learn(folder);
  const file = fileIn(folder);
  const bytes = readFileSync(file);
  for (const at of [0, 70, bytes.length - 1]) {
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    writeFileSync(file, damaged);
    expect(remembers(open(folder))).not.toContain(true);
  }
  writeFileSync(file, bytes.subarray(0, 100));
  expect(remembers(open(folder))).not.toContain(true);
  writeFileSync(file, bytes);
  expect(remembers(open(folder))).not.toContain(false);
});

test("one new text among many is not worth writing, and is not lost when more come", () => {
  const folder = scratch();
  const many = new Map(Array.from({ length: 60 }, (_, at) => [`${at}.yaml`, `a: ${at}\n`]));
  const memory = open(folder);
  remembers(memory, many);
  memory.save();
  const before = readFileSync(fileIn(folder));
  const second = open(folder);
  second.parse("a: new\n", "1.yaml");
  second.save();
  expect(readFileSync(fileIn(folder)).equals(before)).toBe(true);
});

test("a folder that cannot be written is no fault", () => {
  const folder = scratch();
  writeFileSync(join(folder, "file"), "");
  expect(() => {
    learn(join(folder, "file", "cache"));
  }).not.toThrow();
});

test("nobody else may read it", () => {
  const folder = join(scratch(), "cache");
  learn(folder);
  const { mode } = statSync(fileIn(folder));
  expect(mode & 0o077).toBe(0);
});

test("a program that is not built has no memory", () => {
  expect(parseMemory("/nowhere", "/tree")).toBeUndefined();
});
