import { expect, test } from "vitest";

import { suppressionComments } from "../../../src/lint/waive/comments.ts";

/** What is read of a text, as `line:column-endColumn rules -> lines: reason`. */
function read(text: string, file = "a.yaml"): readonly string[] {
  return suppressionComments({ file, text }).map(
    ({ at, rules, lines, reason }) =>
      `${at.line}:${at.column}-${at.endColumn} ${rules.join("+")} -> ${lines.join("+")}: ${reason}`,
  );
}

test("behind a value it speaks for its line", () => {
  expect(read("a: 1 # bp-ignore BP106: why so\nb: 2\n")).toEqual(["1:6-31 BP106 -> 1: why so"]);
});

test("on a line of its own it speaks for the next that holds something", () => {
  const text = "# bp-ignore BP106: why\n\n# more words\nb: 2\n";
  expect(read(text)).toEqual(["1:1-23 BP106 -> 1+4: why"]);
});

test("several stand above one line", () => {
  const text = "a: 1\n  # bp-ignore BP106: one\n  # bp-ignore BP107: two\nb: 2\n";
  expect(read(text)).toEqual(["2:3-25 BP106 -> 2+4: one", "3:3-25 BP107 -> 3+4: two"]);
});

test.each([
  ["# bp-ignore BP106, BP107 BP201: why", "BP106+BP107+BP201 -> 1: why"],
  ["#bp-ignore bp106: why", "BP106 -> 1: why"],
  ["# bp-ignore BP106", "BP106 -> 1: "],
  ["# bp-ignore BP106 why", "BP106 -> 1: "],
  ["# bp-ignore", " -> 1: "],
  [
    "# bp-ignore BP106: see https://x.example/#1: there",
    "BP106 -> 1: see https://x.example/#1: there",
  ],
])("%s", (comment, expected) => {
  expect(read(comment)[0]?.replace(/^\S+ /u, "")).toBe(expected);
});

test("a template's comment, with and without trimming", () => {
  const file = "templates/a.yaml";
  expect(read("x: {{ .Values.a }} {{/* bp-ignore BP310: why */}}\n", file)).toEqual([
    "1:20-48 BP310 -> 1: why",
  ]);
  expect(read("{{- /* bp-ignore BP310: why */ -}}\nx: 1\n", file)).toEqual([
    "1:1-31 BP310 -> 1+2: why",
  ]);
});

test.each([
  ["a quoted text", 'a: "x # bp-ignore BP106: why"\n'],
  ["a block of text", "a: |\n  echo\n  # bp-ignore BP106: why\nb: 1\n"],
  ["a plain text", "a: x#bp-ignore BP106: why\n"],
  ["another word", "# bp-ignored BP106: why\n"],
  ["a mention", "# write bp-ignore BP106: why\n"],
])("%s is no suppression", (_, text) => {
  expect(read(text)).toEqual([]);
});

test("a comment behind a block of text is one, with any line ends", () => {
  expect(read("a: |\r\n  echo\r\n# bp-ignore BP106: why\r\nb: 1\r\n")).toEqual([
    "3:1-23 BP106 -> 3+4: why",
  ]);
});

test("a text that is no YAML is read by its lines", () => {
  expect(read("a: [\n# bp-ignore BP106: why\n{{ if }}\n")).toEqual(["2:1-23 BP106 -> 2+3: why"]);
});

test("what was made to be slow is read once", () => {
  const comments = "# bp-ignore BP106: why\n".repeat(50_000);
  expect(read(comments)).toHaveLength(50_000);
  expect(read(`a: [${"1, ".repeat(50_000)}]\n${comments}`)).toHaveLength(50_000);
  expect(read("{{/* bp-ignore ".repeat(100_000), "templates/a.yaml")).toEqual([]);
});
