import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { assert, constantFrom, property, string } from "fast-check";
import { describe, expect, test } from "vitest";

import type { YamlDocument, YamlNode } from "../../src/model/yaml-node.ts";
import { compact, expand, parseYaml } from "../../src/yaml/index.ts";

const corpus =
  process.env["BP_CORPUS"] ?? join(import.meta.dirname, "../../../shared/corpus/openova");

/** All that a node says, as plain data. */
function plain(node: YamlNode): unknown {
  const { kind, at, start, end } = node;
  const common = { kind, at, start, end };
  if (node.kind === "scalar") {
    const { value, style, text, tag } = node;
    return { ...common, value, style, text, tag };
  }
  if (node.kind === "sequence") return { ...common, flow: node.flow, items: node.items.map(plain) };
  const pairs = node.pairs.map(({ key, name, value }) => [plain(key), name, plain(value)]);
  return { ...common, flow: node.flow, pairs };
}

function said(documents: readonly YamlDocument[]): unknown {
  return documents.map(({ root, at }) => [root === undefined ? undefined : plain(root), at]);
}

/** True where the text has a compact form, which then says what the parser said. */
function holds(text: string): boolean {
  const parsed = parseYaml(text, "a.yaml");
  const packed = compact(parsed, text);
  if (packed === undefined) return false;
  const again = expand(packed, text, "a.yaml");
  expect(said(again.documents)).toEqual(said(parsed.documents));
  expect(again.findings).toEqual([]);
  return true;
}

test.each([
  ["mappings", "a: 1\nb:\n  c: [x, 'y', {z: null}]\n  d: {e: f}\n"],
  [
    "every style of scalar",
    "a: plain\nb: 'single'\nc: \"dou\\nble\"\nd: |\n  x\n  y\ne: >-\n  z\n  w\n",
  ],
  ["a plain scalar over lines", "a: one\n  two\nb: 3\n"],
  ["types", "a: yes\nb: 0x1f\nc: 1.50\nd: ~\ne: 18446744073709551615\n1: one\ntrue: t\n"],
  ["several documents", "---\na: 1\n---\n# nothing\n---\n- x\n...\n"],
  ["an empty text", ""],
  ["a text of comments", "# a\n# b\n"],
  ["empty values", "a:\nb:\n  -\n  - c:\n"],
  ["line ends of Windows and a mark", "\uFEFFa: 1\r\nb:\r\n  - c\r\n"],
])("%s come back as they were parsed", (_, text) => {
  expect(holds(text)).toBe(true);
});

test.each([
  ["an alias", "a: &x 1\nb: *x\n"],
  ["a merge key", "a: &x {c: 1}\nb: {<<: *x}\n"],
  ["a tag", "a: !!str 1\n"],
  ["a fault", "a: 1\na: 2\n"],
  ["a syntax error", "a: [\n"],
])("%s has no compact form", (_, text) => {
  expect(holds(text)).toBe(false);
});

test("a node is made once", () => {
  const text = "a: {b: [c]}\n";
  const packed = compact(parseYaml(text, "a.yaml"), text);
  const root = packed && expand(packed, text, "a.yaml").documents[0]?.root;
  if (root?.kind !== "mapping") throw new Error("no mapping");
  expect(root.pairs).toBe(root.pairs);
  expect(root.at).toBe(root.at);
});

test("whatever the text", () => {
  const unit = constantFrom(..."ab1: -[]{},'\"|>#&*!~\n\n\n\r\t.\u00e9");
  assert(property(string({ unit, maxLength: 40 }), (text) => void holds(text)));
});

describe.skipIf(!existsSync(corpus))("the openova tree", () => {
  test("comes back as it was parsed", () => {
    const files = globSync("**/*.yaml", { cwd: corpus });
    const packed = files.filter((file) => holds(readFileSync(join(corpus, file), "utf8")));
    expect(packed.length).toBeGreaterThan(files.length * 0.9);
  });
});
