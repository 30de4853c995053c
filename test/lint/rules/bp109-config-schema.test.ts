import { expect, test } from "vitest";

import { lintFiles, say, unit } from "../support.ts";

const file = "platform/a/blueprint.yaml";

function schema(text: string): Record<string, string> {
  const lines = text.split("\n").map((line) => `    ${line}\n`);
  return unit("a", { spec: `  configSchema:\n${lines.join("")}` });
}

function property(text: string): Record<string, string> {
  return schema(`type: object\nproperties:\n  a: ${text}`);
}

const inOrder = [
  "{type: integer, default: 1, minimum: 1, maximum: 1}",
  "{type: number, default: 1, minimum: 0.5}",
  "{type: string, enum: [a, b], default: b}",
  '{type: [string, "null"], default: null}',
  "{type: boolean, default: false, title: t, description: d}",
  "{type: array, default: [], items: {type: string}}",
  "{type: object, required: [x], properties: {x: {type: string}}}",
  "{properties: {x: {}, z: {}}, anyOf: [{required: [x]}, {required: [z]}]}",
  "{type: object, default: {x: 1}, properties: {x: {type: integer}}}",
  "{dependencies: {x: [z], z: {required: [a]}}, properties: {x: {}, z: {}, a: {}}}",
  "{type: string, format: hostname, default: ''}",
  "{x-catalyst-ui-hint: password, x-catalyst-ui-filter: {kind: x}, x-other: 1}",
  "{additionalProperties: false, examples: [1]}",
];

test.each(inOrder)("%s is in order", async (text) => {
  expect(await say("BP109", property(text))).toEqual([]);
});

test.each([
  [
    "{type: integer, default: 0, minimum: 1}",
    "14:35 the default breaks its own schema: 0 is less than the minimum 1",
  ],
  [
    "{type: integer, default: 1.5}",
    "14:35 the default breaks its own schema: 1.5 is not of type integer",
  ],
  [
    "{type: string, default: 1}",
    "14:34 the default breaks its own schema: 1 is not of type string",
  ],
  [
    "{enum: [a, b], default: c}",
    '14:34 the default breaks its own schema: "c" is none of "a", "b"',
  ],
  [
    "{default: [1], items: {type: string}}",
    "14:20 the default breaks its own schema: [0]: 1 is not of type string",
  ],
  [
    "{default: {}, required: [x], properties: {x: {}}}",
    '14:20 the default breaks its own schema: it lacks the required "x"',
  ],
  [
    "{type: text}",
    '14:17 type must be one of object, array, string, integer, number, boolean, null, found "text"',
  ],
  ["{enum: []}", "14:17 enum must be a list with at least one value"],
  ["{minimum: 3, maximum: 2}", "14:20 minimum is 3, more than maximum, which is 2"],
  ["{minimum: '1'}", "14:20 minimum must be a number"],
  [
    "{required: [x], properties: {z: {}}}",
    '14:22 required names "x", which properties does not have',
  ],
  [
    "{anyOf: [{required: [w]}], properties: {z: {}}}",
    '14:31 required names "w", which properties does not have',
  ],
  ["{oneOf: []}", "14:18 oneOf must be a list with at least one schema"],
  ["{items: 1}", "14:18 1 is no schema: it must be an object"],
  ["{pattern: '['}", '14:20 pattern "[" is no regular expression'],
  ["{defualt: 1}", "14:11 defualt is no keyword of JSON Schema; did you mean default?"],
  [
    "{x-catalyst-ui-hint: secret}",
    '14:31 the hint "secret" is none of password, domain-picker, application-ref',
  ],
  [
    "{x-catalyst-hint: secret}",
    "14:11 x-catalyst-hint is no keyword of JSON Schema; did you mean x-catalyst-ui-hint?",
  ],
  ["text", '14:10 "text" is no schema: it must be an object'],
])("%s is not", async (text, message) => {
  expect(await say("BP109", property(text))).toEqual([`${file}:${message}`]);
});

test("what is wrong deep inside has its place and its pointer", async () => {
  const { findings } = await lintFiles(
    property("\n    properties:\n      b/c: {type: integer, default: x}"),
  );
  expect(findings).toMatchObject([
    {
      ruleId: "BP109",
      severity: "error",
      blueprint: "bp-a",
      line: 16,
      column: 41,
      pointer: "/spec/configSchema/properties/a/properties/b~1c/default",
    },
  ]);
});

test("a constraint that the form does not read is worth a note", async () => {
  const { findings } = await lintFiles(property("{type: string, maxLength: 3}"));
  expect(findings).toMatchObject([{ ruleId: "BP109", severity: "info", line: 14, column: 25 }]);
});

test("the configuration as a whole is an object", async () => {
  expect(await say("BP109", schema("type: array"))).toEqual([
    `${file}:12:11 the configuration is an object, not of type array`,
  ]);
});

test("a word without its quotes is told once, as such", async () => {
  const { findings } = await lintFiles(property("{type: string, default: Off}"));
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(["BP102"]);
  const list = await say("BP109", property("{required: [y], properties: {y: {}}}"));
  expect(list).toEqual([]);
});
