import { describe, expect, test } from "vitest";

import type { Content } from "./held.ts";
import { files, held } from "./held.ts";

/** Far more than the slowest of them takes; what hangs never gets there. */
const generous = 60_000;

const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"];
for (const [at, name] of [..."bcdefghij"].entries()) {
  const before = `*${"abcdefghij"[at] ?? "a"}`;
  bomb.push(`${name}: &${name} [${Array.from({ length: 10 }, () => before).join(", ")}]`);
}

const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("");

/** Texts that have broken readers of YAML, of templates and of patterns. */
const nasty: Readonly<Record<string, Content>> = {
  "an alias bomb": `${bomb.join("\n")}\n`,
  "a mapping that is its own value": "a: &a\n  b: *a\n",
  "a merge key of its own mapping": "a: &a\n  <<: *a\n  b: 1\n",
  "a chain of merge keys": many(400, (at) => {
    const merged = at === 0 ? "" : `<<: *k${at - 1}, `;
    return `k${at}: &k${at} { ${merged}p${at}: 1 }\n`;
  }),
  "deep flow sequences": "[".repeat(20_000) + "]".repeat(20_000),
  "open flow sequences": "[".repeat(50_000),
  "deep flow mappings": "{a: ".repeat(10_000) + "}".repeat(10_000),
  "deep block mappings": many(1500, (at) => `${" ".repeat(at)}a:\n`),
  "deep block sequences": "- ".repeat(20_000),
  "complex keys": "? ".repeat(10_000),
  "many documents": "---\na: 1\n".repeat(5000),
  "many keys": many(30_000, (at) => `key${at}: ${at}\n`),
  "one key many times": "a: 1\n".repeat(10_000),
  "many comments": "# bp-ignore BP101\n".repeat(5000),
  "many anchors": many(5000, (at) => `- &a${at} x\n- *a${at}\n`),
  "a long scalar": `a: ${"x".repeat(900_000)}\n`,
  "a long line of quotes": `a: ${'"'.repeat(100_001)}\n`,
  "open quotes": `a: '${"x\n".repeat(50_000)}`,
  spaces: `a:${" ".repeat(500_000)}b\n`,
  "blank lines": `a: |\n${"\n".repeat(200_000)}`,
  tabs: "\t".repeat(100_000),
  colons: ": ".repeat(30_000),
  dashes: "-".repeat(100_000),
  digits: `a: ${"9".repeat(100_000)}\n`,
  "an exponent": "a: 1e999999999\nb: -1e-999999999\nc: 0x" + "f".repeat(5000),
  "a sexagesimal": `a: 1${":59".repeat(20_000)}\n`,
  "a date": "a: 99999-99-99T99:99:99.999999999999Z\n",
  "names of Object": "__proto__: { a: 1 }\nconstructor: x\ntoString: y\nhasOwnProperty: [1]\n",
  "control characters": "a: \u0000\u0001\u007F\u0080\uFFFE\uFFFF\n",
  "lone surrogates": new Uint8Array([0x61, 0x3a, 0x20, 0xed, 0xa0, 0x80, 0x0a]),
  "UTF-16": new Uint8Array([0xff, 0xfe, 0x61, 0x00, 0x3a, 0x00, 0x20, 0x00, 0x62, 0x00]),
  "marks of byte order": "\uFEFF\uFEFFa: \uFEFF1\n",
  "carriage returns": "a: 1\rb: 2\r\r\nc: 3\n\r",
  "no bytes": "",
  "a tag of code":
    "a: !!js/function 'x'\nb: !<tag:yaml.org,2002:python/object> {}\nc: !!binary ===\n",
  "a directive": "%YAML 9.9\n%TAG ! tag:x\n---\na: 1\n",
  "open actions": "{{".repeat(20_000),
  "deep actions": `a: ${"{{ if x }}".repeat(5000)}`,
  "closing actions": "}}{{/*".repeat(20_000),
  "nested parentheses": `a: {{ ${"(".repeat(20_000)} }}`,
  stars: `${"*a".repeat(200)}b\n${"**/".repeat(200)}x\n${"?".repeat(5000)}\n`,
  "open classes": `${"[".repeat(5000)}\n${"[!-".repeat(2000)}\n`,
  negations: "!!".repeat(5000) + "\n!\n",
  "gzip that is none": new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]),
};

describe.each(Object.keys(nasty))("%s", (name) => {
  test("is no trouble in any file", { timeout: generous }, async () => {
    for (const file of files) await held({ [file]: nasty[name] ?? "" });
  });
});

const manifests: Readonly<Record<string, string>> = {
  "a version of many digits": `spec: { version: "1.${"0".repeat(50_000)}.0" }`,
  "a range of many bars": `spec: { depends: [{ blueprint: bp-x, version: "${"1||".repeat(20_000)}" }] }`,
  "a range of many spaces": `spec: { depends: [{ blueprint: bp-x, version: ">=1${" ".repeat(50_000)}x" }] }`,
  "a range of many hyphens": `spec: { upgrades: { from: ["${"1.0.0 - ".repeat(5000)}"] } }`,
  "a host name of many braces": `spec: { endpoints: [{ name: aa, hostnameTemplate: "${"{{.".repeat(20_000)}" }] }`,
  "a pattern that backtracks": `spec: { configSchema: { type: object, properties: { a: { type: string, pattern: "^(a+)+$", default: "${"a".repeat(40)}!" } } } }`,
  "a schema of itself": `spec: { configSchema: &s { type: object, properties: { a: *s } } }`,
  "a schema that refers to itself": `spec: { configSchema: { $ref: "#" } }`,
  "a deep schema": `spec: { configSchema: ${"{ type: object, properties: { a: ".repeat(400)}{}${" } }".repeat(400)} }`,
  "a schema of many branches": `spec: { configSchema: { anyOf: [${many(3000, (at) => `{ enum: [${at}] }, `)}] } }`,
  "an enum of many": `spec: { configSchema: { properties: { a: { enum: [${many(20_000, (at) => `${at}, `)}] } } } }`,
  "many dependencies": `spec: { depends: [${many(3000, (at) => `{ blueprint: bp-n${at}, version: ">=1" }, `)}] }`,
  "a name with all there is": `spec: { card: { title: "\\0\\x1b[31m\\u202e", icon: "../../../../etc/passwd" } }`,
  "a chart outside": "spec: { manifests: { chart: ../../../../../etc } }",
  "a topology of many": `spec: { topology: { supported: [${"singleton, ".repeat(5000)}], perTopology: {} } }`,
};

describe("a manifest with", () => {
  test.each(Object.keys(manifests))("%s", { timeout: generous }, async (name) => {
    const head = "apiVersion: catalyst.openova.io/v1\nkind: Blueprint\nmetadata: { name: bp-x }\n";
    const result = await held({ "platform/x/blueprint.yaml": `${head}${manifests[name] ?? ""}\n` });
    expect(result).toBeDefined();
  });
});
