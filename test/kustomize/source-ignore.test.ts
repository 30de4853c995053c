import { expect, test } from "vitest";

import { sourceIgnore } from "../../src/kustomize/source-ignore.ts";

const paths = [
  "a.yaml",
  "a.png",
  "base/.gitignore",
  "base/.github/x.yaml",
  "base/docs/a.md",
  "base/docs/keep/a.md",
  "base/x.tar.gz",
  "base/deep/er/.sops.yaml",
  "overlays/prod/notes.md",
];

function left(texts: Readonly<Record<string, string>>): readonly string[] {
  const isLeftOut = sourceIgnore(Object.entries(texts));
  return paths.filter((path) => !isLeftOut(path));
}

const always: ReadonlySet<string> = new Set(["base/.gitignore"]);
const usual = ["a.png", "base/.github/x.yaml", "base/x.tar.gz", "base/deep/er/.sops.yaml"];

/** All but what Flux always leaves out and these. */
function without(...gone: readonly string[]): readonly string[] {
  return paths.filter((path) => !always.has(path) && !gone.includes(path));
}

const [doc, kept, notes] = ["base/docs/a.md", "base/docs/keep/a.md", "overlays/prod/notes.md"];

test("what Flux takes out where nothing is said", () => {
  expect(left({})).toEqual(without(...usual));
  expect(left({ "": "# nothing\n\n" })).toEqual(without(...usual));
});

test.each([
  ["*.md", [doc, kept, notes]],
  ["*.md   ", [doc, kept, notes]],
  ["docs/", [doc, kept]],
  ["a.yaml/", []],
  ["/base/docs", [doc, kept]],
  ["/docs", []],
  ["base/**/a.md", [doc, kept]],
  ["**/docs/a.md", [doc]],
  ["base/**", paths.filter((path) => path.startsWith("base/"))],
  ["*.md\n!docs/keep/", [doc, kept, notes]],
  ["*.md\n!**/keep/a.md", [doc, notes]],
  ["*\n!a.*", without("a.yaml", "a.png", doc, kept)],
  ["[", []],
])("%j, and then the usual things stay", (text, gone) => {
  expect(left({ "": text })).toEqual(without(...gone));
});

test("a file speaks of its own folder, and the nearer one comes last", () => {
  expect(left({ base: "*.md", overlays: "/a.md" })).toEqual(without(doc, kept));
  expect(left({ "": "*.md", base: "!a.md" })).toEqual(without(notes));
});

test("it stays itself, whatever it says", () => {
  expect(sourceIgnore([["", "*"]])("base/.sourceignore")).toBe(false);
});
