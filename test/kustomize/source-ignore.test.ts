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

test("what Flux takes out of every artifact", () => {
  expect(left({})).toEqual([
    "a.yaml",
    "base/docs/a.md",
    "base/docs/keep/a.md",
    "overlays/prod/notes.md",
  ]);
});

test.each([
  ["*.md", ["a.yaml"]],
  ["# *.md\n\n", ["a.yaml", "base/docs/a.md", "base/docs/keep/a.md", "overlays/prod/notes.md"]],
  ["docs/", ["a.yaml", "overlays/prod/notes.md"]],
  ["a.yaml/", ["a.yaml", "base/docs/a.md", "base/docs/keep/a.md", "overlays/prod/notes.md"]],
  ["/base/docs", ["a.yaml", "overlays/prod/notes.md"]],
  ["/docs", ["a.yaml", "base/docs/a.md", "base/docs/keep/a.md", "overlays/prod/notes.md"]],
  ["base/**/a.md", ["a.yaml", "overlays/prod/notes.md"]],
  ["**/docs/a.md", ["a.yaml", "base/docs/keep/a.md", "overlays/prod/notes.md"]],
  ["base/**", ["a.yaml", "overlays/prod/notes.md"]],
  ["*.md\n!docs/keep/", ["a.yaml"]],
  ["*.md\n!**/keep/a.md", ["a.yaml", "base/docs/keep/a.md"]],
  ["!a.png\n*.md", ["a.yaml", "a.png"]],
  ["[", ["a.yaml", "base/docs/a.md", "base/docs/keep/a.md", "overlays/prod/notes.md"]],
  ["*.md   ", ["a.yaml"]],
])("%j", (text, kept) => {
  expect(left({ "": text })).toEqual(kept);
});

test("a file speaks of its own folder, and the nearer one comes last", () => {
  expect(left({ base: "*.md", overlays: "/a.md" })).toEqual(["a.yaml", "overlays/prod/notes.md"]);
  expect(left({ "": "*.md", base: "!a.md" })).toEqual([
    "a.yaml",
    "base/docs/a.md",
    "base/docs/keep/a.md",
  ]);
});
