import { expect, test } from "vitest";

import { isIgnored, parseIgnore } from "../../src/chart/ignore.ts";

/** Rules, a path (a folder where it ends in a slash), and what Helm answers. */
const facts: readonly (readonly [rules: string, path: string, ignored: boolean])[] = [
  ["helm.txt", "helm.txt", true],
  ["helm.*", "helm.txt", true],
  ["helm.*", "rudder.txt", false],
  ["*.txt", "tiller.txt", true],
  ["*.txt", "cargo/a.txt", true],
  ["cargo/*.txt", "cargo/a.txt", true],
  ["cargo/*.*", "cargo/a.txt", true],
  ["cargo/*.txt", "mast/a.txt", false],
  ["ru[c-e]?er.txt", "rudder.txt", true],
  ["templates/.?*", "templates/.dotfile", true],
  [".*", ".joonix", true],
  [".*", "helm.txt", false],
  [".*", "cargo/.hidden", true],
  ["cargo/", "cargo/", true],
  ["cargo/", "cargo", false],
  ["cargo/", "mast/", false],
  ["helm.txt/", "helm.txt", false],
  ["cargo", "cargo/a.txt", false],
  ["!helm.txt", "helm.txt", false],
  ["!helm.txt", "tiller.txt", true],
  ["!*.txt", "cargo/", true],
  ["!cargo/", "mast/", true],
  ["!cargo/", "cargo/", false],
  ["!cargo/", "helm.txt", true],
  ["*.txt\n!keep.txt", "keep.txt", true],
  ["!keep.txt\n*.txt", "keep.txt", true],
  ["/a.txt", "a.txt", true],
  ["/a.txt", "cargo/a.txt", false],
  ["/cargo/a.txt", "cargo/a.txt", true],
  ["a*/b", "abc/b", true],
  ["a*/b", "a/c/b", false],
  ["# a comment\n\n   *.md  ", "README.md", true],
  ["#*", "#x", false],
  [String.raw`\#x`, "#x", true],
  ["*.md\r\n*.txt\r\n", "a.md", true],
  ["*.md\r\n*.txt\r\n", "a.txt", true],
  ["\uFEFF*.md", "a.md", true],
  ["a\n\uFEFF*.md", "a.md", false],
  ["", "templates/.hidden", true],
  ["", "templates/.hidden/", true],
  ["", "templates/a/.hidden", false],
  ["", ".hidden", false],
  ["", "templates/a.yaml", false],
  ["x*[", "ab", false],
];

test.each(facts)("%j on %j is %j", (text, path, ignored) => {
  const isFolder = path.endsWith("/");
  const rules = parseIgnore(text, ".helmignore");
  expect(isIgnored(rules, isFolder ? path.slice(0, -1) : path, isFolder)).toBe(ignored);
});

test.each([
  ["a\n**/b\n", "x/.helmignore:2: ** is not supported: **/b"],
  ["[a", "x/.helmignore:1: a malformed pattern: [a"],
  ["a\n\\", "x/.helmignore:2: a malformed pattern: \\"],
])("%j is refused with its place", (text, message) => {
  const parse = (): unknown => parseIgnore(text, "x/.helmignore");
  expect(parse).toThrow(expect.objectContaining({ code: "MATERIAL", message }));
});

test("a line that Helm's reader cannot hold is refused", () => {
  expect(() => parseIgnore("x".repeat(70_000), "f")).toThrow("too long");
});
