import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { describe, expect, test } from "vitest";

import { actionsOf } from "../../../src/lint/template/actions.ts";
import { documentsOf } from "../../../src/lint/template/documents.ts";
import { templatesOf } from "../../../src/lint/template/template.ts";
import { wordsOf } from "../../../src/lint/template/words.ts";
import type { Chart } from "../../../src/model/chart.ts";

function bodies(text: string): readonly string[] {
  return actionsOf(text).map(({ body }) => body);
}

describe("actions", () => {
  test.each([
    ["a {{ .b }} {{.c}}", [" .b ", ".c"]],
    ["{{- .a -}}", [".a"]],
    ["{{ -1 }}", [" -1 "]],
    ['{{ "}}" }}{{ `\n}}` }}', [' "}}" ', " `\n}}` "]],
    ['{{ "\\"}}" }}x', [' "\\"}}" ']],
    ["{{/* }} {{ x }} */}}{{- /* a */ -}}b", ["", ""]],
    ["{{ .a", []],
    ['{{ .a }} {{ "', [" .a "]],
    ["} }} {", []],
  ])("%j has %j", (text, expected) => {
    expect(bodies(text)).toEqual(expected);
  });

  test("tell where their body stands", () => {
    const text = "x {{- .a }}";
    expect(actionsOf(text)).toEqual([{ start: 2, end: 11, body: ".a ", bodyStart: 6 }]);
  });
});

test("words are told apart as Go does", () => {
  const words = [...wordsOf("$x := include `n` $.Values.a_b | eq -1.5e3 'c' (not true)")];
  expect(words.filter(({ kind }) => kind === "function").map(({ text }) => text)).toEqual([
    "include",
    "eq",
    "not",
  ]);
  expect(words.filter(({ kind }) => kind === "field").map(({ text }) => text)).toEqual([
    ".Values",
    ".a_b",
  ]);
});

test("documents bear the version and kind that stand least indented", () => {
  const text =
    "kind: A\n---\nspec:\n  ref:\n    apiVersion: b/v1\n    kind: B\napiVersion: 'c/v1' # why\r\nkind: C\r\n--- # d\nkind: {{\n----\n";
  const documents = documentsOf(text);
  expect(documents.map(({ apiVersion, kind }) => [apiVersion, kind])).toEqual([
    [undefined, "A"],
    ["c/v1", "C"],
    [undefined, undefined],
  ]);
  expect(documents.map(({ at }) => text.slice(at.start, at.end))).toEqual(["", "c/v1", ""]);
  expect(documents.map(({ at }) => at.start)).toEqual([0, text.indexOf("c/v1"), 93]);
});

const pieces = constantFrom(
  ..."{{ }} {{- -}} /* */ \" ` ' \\ if end else define .Values.a $x 😀 \uE000 ---".split(" "),
  "\n",
  "\r\n",
  " ",
  "apiVersion: a/v1\n",
);

test("any text is read, and what is blanked has its length and its lines", () => {
  const texts = oneof(
    string(),
    array(pieces, { maxLength: 60 }).map((all) => all.join("")),
  );
  assert(
    property(texts, (text) => {
      const chart = { folder: "x", templates: [{ path: "templates/a.yaml", text }] };
      const [template] = templatesOf(chart as unknown as Chart) ?? [];
      expect(template?.blanked).toHaveLength(text.length);
      expect(template?.blanked.split("\n")).toHaveLength(text.split("\n").length);
      let position = 0;
      for (const { start, end } of template?.actions ?? []) {
        expect(start).toBeGreaterThanOrEqual(position);
        expect(text.slice(start, start + 2) + text.slice(end - 2, end)).toBe("{{}}");
        position = end;
      }
    }),
  );
});
