import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { YamlNode } from "../../src/model/yaml-node.ts";
import { emitYaml, keyAt, locationOf, nodeAt, parseYaml } from "../../src/yaml/index.ts";

/**
 * Takes a text in which «…» marks a node and gives the text without the marks, with what they stand for: the offsets
 * and the place that the node at the pointer must have.
 */
function marked(source: string): { text: string; start: number; end: number } {
  const start = source.indexOf("«");
  const end = source.indexOf("»") - 1;
  return { text: source.replace("«", "").replace("»", ""), start, end };
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/u);
  const last = before.at(-1) ?? "";
  const mark = before.length === 1 && text.startsWith("\uFEFF") ? 1 : 0;
  return { line: before.length, column: last.length - mark + 1 };
}

const cases: readonly (readonly [pointer: string, source: string])[] = [
  ["/a", "a: «1»\n"],
  ["/a", "a:   «x y»   # comment\n"],
  ["/a", "a: «'it''s'»\nb: 1\n"],
  ["/a", 'a: «"x\\ny"»\n'],
  ["/a", 'a: &x !!str «"x"»\n'],
  ["/a", "a: !!str &x «x»\n"],
  ["/a", "a:«»\nb: 1\n"],
  ["/a", "a: &x«»\nb: 1\n"],
  ["/a/0", "a:\n  -«»\n  - 1\n"],
  ["/a/1", "a:\n  - 1\n  -«»\nb: 2\n"],
  ["/a", "a: «|\n  x\n  y»\nb: 1\n"],
  ["/a", "a: «|-\n  x\n  y»\n\n\nb: 1\n"],
  ["/a", "a: «>+ # with | comment\n  x»\n\nb: 1\n"],
  ["/a", "a: # a | comment > here\n  «|\n    x»\nb: 1\n"],
  ["/a", "a: «|2-»\nb: 1\n"],
  ["", "«|\n  x»\n"],
  ["", "--- «|\n  x»\n"],
  ["/a", "a: «plain\n  over\n  lines»\nb: 1\n"],
  ["/a", "a: «[1, [2], {b: 3}]»\nb: 1\n"],
  ["/a/1", "a: [1, «[2]», {b: 3}]\n"],
  ["/a/2", "a: [1, [2], «{b: 3}»]\n"],
  ["/a/2/b", "a: [1, [2], {b: «3»}]\n"],
  ["/a/0", "a: [«b: c», d]\n"],
  ["/a/0", "a: [ «'b': {c: d}» ]\n"],
  ["/a", "a: «[1,\n  2, # ] not here\n  ]»\nb: 1\n"],
  ["/a", "a: «{}» # {}\n"],
  ["/a", "a: «[ ]»\n"],
  ["/a/b", "a: {b«», c: 1}\n"],
  ["/a/b", "a: {b:«», c: 1}\n"],
  ["/a/b", "a: {c: 1, b:«»}\n"],
  ["/a", "a:\n  «b: 1\n  c:\n  - d\n  - e: f»\ng: 1\n"],
  ["/a/c/1/e", "a:\n  b: 1\n  c:\n  - d\n  - e: «f»\ng: 1\n"],
  ["/a/c/1", "a:\n  b: 1\n  c:\n  - d\n  - «e: f»\ng: 1\n"],
  ["/a/c", "a:\r\n  c:\r\n  «- d\r\n  - e»\r\ng: 1\r\n"],
  ["/a", "\uFEFFa: «1»\n"],
  ["/b", "\uFEFFa: 1\nb: «|\n  x»\n"],
  ["/é", "é: «😀x» # c\n"],
  ["/a", "? a\n: «b»\n"],
  ["/a~1b/~0", "a/b:\n  '~': «x»\n"],
  ["/a", "%YAML 1.1\n---\n# c\na: «x»\n"],
  ["/511", "0777: «x»\n"],
];

describe("places", () => {
  it.each(cases)("%s in %j", (pointer, source) => {
    const { text, start, end } = marked(source);
    const { documents, findings } = parseYaml(text, "f.yaml");
    expect(findings).toEqual([]);
    const node = nodeAt(documents[0]?.root, pointer);
    expect(node).toMatchObject({ start, end });
    const from = placeOf(text, start);
    const to = placeOf(text, end);
    expect(node?.at).toEqual({
      file: "f.yaml",
      ...from,
      endLine: to.line,
      endColumn: to.column,
    });
  });

  it("of a missing node are those of what is there", () => {
    const text = "a:\n  b: [x]\n";
    const root = rootOf(text);
    expect(locationOf(root, "/a/b/0")).toMatchObject({ line: 2, column: 7 });
    expect(locationOf(root, "/a/b/7")).toMatchObject({ line: 2, column: 6 });
    expect(locationOf(root, "/a/c/d")).toMatchObject({ line: 2, column: 3 });
    expect(locationOf(root, "/z")).toMatchObject({ line: 1, column: 1 });
    expect(keyAt(root, "/a/b")).toMatchObject({ line: 2, column: 3, endColumn: 4 });
    expect(keyAt(root, "/a/b/0")).toMatchObject({ line: 2, column: 7 });
    expect(keyAt(root, "/a/z")).toMatchObject({ line: 2, column: 3 });
    expect(nodeAt(root, "/a/b/00")).toBeUndefined();
    expect(nodeAt(root, "/a/b/-1")).toBeUndefined();
  });

  it("cut the text of every scalar out of any document", () => {
    const data = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 6 });
    fc.assert(
      fc.property(data, (value) => {
        const text = emitYaml(value);
        for (const node of scalars(rootOf(text))) {
          const again = rootOf(`v: ${text.slice(node.start, node.end)}\n`);
          if (node.style !== "literal")
            expect(nodeAt(again, "/v")).toMatchObject({ value: node.value });
          else expect(text.slice(node.start, node.start + 1)).toBe("|");
        }
      }),
    );
  });
});

function rootOf(text: string): YamlNode {
  const root = parseYaml(text, "f.yaml").documents[0]?.root;
  if (root === undefined) throw new Error(`no document: ${text}`);
  return root;
}

function* scalars(node: YamlNode): Generator<Extract<YamlNode, { kind: "scalar" }>> {
  if (node.kind === "scalar") yield node;
  else if (node.kind === "sequence") for (const item of node.items) yield* scalars(item);
  else for (const { key, value } of node.pairs) yield* both(key, value);
}

function* both(key: YamlNode, value: YamlNode): ReturnType<typeof scalars> {
  yield* scalars(key);
  yield* scalars(value);
}
