import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { parseYaml, toValue } from "../../src/yaml/index.ts";

function value(text: string): unknown {
  const { documents, findings } = parseYaml(text, "f.yaml");
  expect(findings).toEqual([]);
  return toValue(documents[0]?.root);
}

function faults(text: string): readonly string[] {
  return parseYaml(text, "f.yaml").findings.map(
    ({ ruleId, line, column, message, pointer }) =>
      `${line}:${column} ${ruleId} ${pointer} ${message}`,
  );
}

function deep(inner: string): string {
  return "[".repeat(300) + inner + "]".repeat(300);
}

describe("merge keys", () => {
  it("override an explicit key before them, and yield to one after them", () => {
    expect(value("x: &x {a: 1, b: 2}\nv: {a: 0, <<: *x}\nw: {<<: *x, a: 0}\n")).toEqual({
      x: { a: 1, b: 2 },
      v: { a: 1, b: 2 },
      w: { a: 0, b: 2 },
    });
  });

  it("take a list, whose first mapping wins", () => {
    expect(value("x: &x {a: 1}\nz: &z {a: 2, c: 3}\nw: {<<: [*x, *z]}\n")).toMatchObject({
      w: { a: 1, c: 3 },
    });
  });

  it("are plain keys where they are quoted", () => {
    expect(value("w: {'<<': {a: 1}}\n")).toEqual({ w: { "<<": { a: 1 } } });
  });

  it.each(["w:\n  <<: 3\n", "w:\n  <<: [3]\n", "w:\n  <<:\n"])("refuse %j", (text) => {
    expect(faults(text)).toEqual([
      expect.stringContaining("the merge key << takes a mapping, or a list of mappings"),
    ]);
  });
});

describe("aliases", () => {
  it("give the node of their anchor, with its place", () => {
    const { documents } = parseYaml("a: &x [1]\nb: *x\n", "f.yaml");
    const [first, second] = documents[0]?.root?.kind === "mapping" ? documents[0].root.pairs : [];
    expect(second?.value).toBe(first?.value);
    expect(second?.value.at).toMatchObject({ line: 1, column: 7 });
  });

  it("take the latest anchor of a name, of their own document", () => {
    expect(value("a: &x 1\nb: *x\nc: &x 2\nd: *x\n")).toEqual({ a: 1, b: 1, c: 2, d: 2 });
    expect(faults("a: &x 1\n---\nb: *x\n")).toEqual([
      "3:4 YAML /b the alias *x has no anchor before it",
    ]);
  });

  it("cannot stand in their own anchor", () => {
    expect(faults("a: &x [*x]\n")).toEqual(["1:8 YAML /a/0 the anchor &x contains itself"]);
  });

  it("are refused where they expand without bound", () => {
    const levels = Array.from({ length: 30 }, (_, index) => {
      const alias = index === 0 ? "lol" : `*a${index - 1}`;
      return `a${index}: &a${index} [${Array(10).fill(alias).join(", ")}]`;
    });
    const [first] = faults(`${levels.join("\n")}\n`);
    expect(first).toContain("aliases expand to more than 200000 nodes");
  });

  it("are refused where they nest without bound", () => {
    const [first] = faults(`a: &a ${deep("1")}\nb: ${deep("*a")}\n`);
    expect(first).toContain("aliases nest more than 500 levels deep");
  });
});

describe("duplicate keys", () => {
  it("are a finding at the second key, and the last one holds", () => {
    const { documents, findings } = parseYaml("a:\n  b: 1\n  c: 2\n  b: 3\n", "f.yaml");
    expect(toValue(documents[0]?.root)).toEqual({ a: { b: 3, c: 2 } });
    expect(findings).toEqual([
      expect.objectContaining({
        ruleId: "BP103",
        severity: "error",
        file: "f.yaml",
        line: 4,
        column: 3,
        endLine: 4,
        endColumn: 4,
        pointer: "/a/b",
        message: 'the key "b" is written twice',
        help: "it stands on line 2 too, and Helm takes the last one silently: keep one",
      }),
    ]);
  });

  it("are seen through different spellings, in large mappings, and for merge keys", () => {
    expect(faults("on: 1\n'true': 2\n")).toHaveLength(1);
    const many = Array.from({ length: 40 }, (_, index) => `k${index}: 1\n`).join("");
    expect(faults(`${many}k7: 2\nk39: 2\n`)).toHaveLength(2);
    expect(faults("x: {<<: {a: 1}, <<: {b: 1}}\n")).toHaveLength(1);
  });

  it("are not what a merge key brings", () => {
    expect(faults("x: &x {a: 1}\nw: {<<: *x, a: 2}\nv: {a: 2, <<: *x}\n")).toEqual([]);
    expect(faults("x: &x {a: 1}\nw: {<<: *x, a: 2, a: 3}\n")).toHaveLength(1);
  });
});

describe("faults", () => {
  it.each([
    ["a:\n\tb: 1\n", "2:1 YAML  not valid YAML: tab characters must not be used in indentation"],
    ["a: 'x\n", "2:1 YAML  not valid YAML: deficient indentation"],
    ["a: [1, 2\n", "2:1 YAML  not valid YAML: deficient indentation"],
    ["a: b: c\n", "1:5 YAML  not valid YAML: bad indentation of a mapping entry"],
    ["a: \u0000\n", "1:4 YAML  not valid YAML: null byte is not allowed in input"],
    ["a: {{ .Values.x }}\n", "1:5 YAML /a/ a mapping cannot be the name of a field"],
    ["- null: 1\n", "1:3 YAML /0/null the key null cannot be the name of a field"],
    ["a: [1, .inf]\n", "1:8 YAML /a/1 .inf is a number that JSON cannot hold"],
  ])("%j", (text, expected) => {
    const [first, ...others] = faults(text);
    expect(first).toContain(expected);
    expect(others).toEqual([]);
  });

  it("always say what to do", () => {
    const texts = ["a:\n\tb", "a: 'x", "a: b: c", "{", "a: *x", "? [a]\n: b", "a: .nan", "%x\n%y"];
    for (const text of texts) {
      const { findings } = parseYaml(text, "f.yaml");
      expect(findings.map(({ help }) => help)).toEqual([expect.stringMatching(/\w/u)]);
    }
  });

  it("do not keep the rest from being read", () => {
    const { documents, findings } = parseYaml("a: *x\nb: 1\n", "f.yaml");
    expect(findings).toHaveLength(1);
    expect(toValue(documents[0]?.root)).toEqual({ a: null, b: 1 });
  });

  it("refuse a document that nests too deep", () => {
    expect(faults("[".repeat(100_000))).toEqual([
      expect.stringContaining("nesting exceeded maxDepth (500)"),
    ]);
  });
});

describe("documents", () => {
  it("are told apart, and have no root where they are empty", () => {
    const { documents } = parseYaml("a: 1\n---\n# nothing\n---\nb: 2\n...\n", "f.yaml");
    expect(documents.map(({ root }) => toValue(root))).toEqual([{ a: 1 }, undefined, { b: 2 }]);
    expect(documents.map(({ at }) => at.line)).toEqual([1, 2, 5]);
    expect(parseYaml("", "f.yaml").documents).toEqual([]);
    expect(parseYaml("# c\n", "f.yaml").documents).toEqual([]);
  });

  it.each([
    ["a: |\n  x", "x"],
    ["a: >\n  x\n  y", "x y"],
    ["a: |+\n  x", "x"],
    ["a: |\n  x\n   ", "x\n "],
    ["a: |\n  x\n  ", "x\n"],
    ["a: |\n  x\n", "x\n"],
  ])("may end inside a block scalar: %j", (text, expected) => {
    expect(value(text)).toEqual({ a: expected });
  });

  it("are the same with a byte order mark and with any line end", () => {
    const text = "a: 1\nb:\n- c\n- |\n  d\n  e\n";
    const plain = value(text);
    expect(value(`\uFEFF${text}`)).toEqual(plain);
    expect(value(text.replaceAll("\n", "\r\n"))).toEqual(plain);
  });
});

describe("any text", () => {
  const pieces = fc.constantFrom(
    ..."a b : - ? , [ ] { } & * ! | > ' \" % @ # ~ . 0 \n \t \r \uFEFF << *a &a !!int --- ...".split(
      " ",
    ),
    " ",
    "\n",
    "\n  ",
    ": ",
    "- ",
  );
  const lines = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(""));

  it.each([
    ["strings", fc.string({ unit: "binary", maxLength: 200 })],
    ["YAML-like", lines],
  ])("is read without a throw, with places inside it: %s", (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (text) => {
        const { documents, findings } = parseYaml(text, "f.yaml");
        const count = text.split(/\r\n?|\n/u).length;
        for (const { at } of documents) expect(at.line).toBeLessThanOrEqual(count);
        for (const { line, column, endLine } of findings) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(endLine);
          expect(endLine).toBeLessThanOrEqual(count);
        }
        for (const { root } of documents) toValue(root);
      }),
      { numRuns: 2000 },
    );
  });
});
