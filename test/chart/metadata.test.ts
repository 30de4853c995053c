import { describe, expect, it } from "vitest";

import type { ReadMetadata } from "../../src/chart/metadata.ts";
import { readMetadata } from "../../src/chart/metadata.ts";
import { parseYaml } from "../../src/yaml/index.ts";

const file = "platform/x/chart/Chart.yaml";

function read(text: string): ReadMetadata {
  const [document] = parseYaml(text, file).documents;
  return readMetadata(document ?? { root: undefined, at: whole }, file);
}

const whole = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
const least = "apiVersion: v2\nname: bp-x\nversion: 1.0.0\n";

function faults(text: string): readonly string[] {
  return read(text).findings.map(({ line, pointer, message }) => `${line} ${pointer} ${message}`);
}

describe("readMetadata", () => {
  it("reads every field that Helm knows, and drops the others", () => {
    const { metadata, nameAt, versionAt, findings } = read(`${least}kubeVersion: ">=1.30"
description: d
type: application
keywords: [a, b]
home: https://h
sources: [https://s]
icon: i.svg
appVersion: "1.10"
deprecated: true
annotations: {x: "y", "catalyst.openova.io/no-upstream": "true"}
condition: c
tags: t
maintainers:
- {name: m, email: e, url: u}
dependencies:
- name: cilium
  version: 1.x
  repository: https://helm.cilium.io
  condition: cilium.enabled
  tags: [net]
  enabled: true
  import-values: [data, {child: a, parent: b}]
  alias: c
unknown: {a: 1}
`);
    expect(findings).toEqual([]);
    expect(metadata).toEqual({
      apiVersion: "v2",
      name: "bp-x",
      version: "1.0.0",
      kubeVersion: ">=1.30",
      description: "d",
      type: "application",
      keywords: ["a", "b"],
      home: "https://h",
      sources: ["https://s"],
      dependencies: [
        {
          name: "cilium",
          version: "1.x",
          repository: "https://helm.cilium.io",
          condition: "cilium.enabled",
          tags: ["net"],
          enabled: true,
          importValues: ["data", { child: "a", parent: "b" }],
          alias: "c",
          at: expect.objectContaining({ line: 19, column: 3 }),
        },
      ],
      maintainers: [{ name: "m", email: "e", url: "u" }],
      icon: "i.svg",
      appVersion: "1.10",
      deprecated: true,
      annotations: { x: "y", "catalyst.openova.io/no-upstream": "true" },
      condition: "c",
      tags: "t",
    });
    expect(nameAt).toMatchObject({ file, line: 2, column: 7 });
    expect(versionAt).toMatchObject({ file, line: 3, column: 10, endColumn: 15 });
  });

  it("makes text of numbers and booleans, as Helm's reader does", () => {
    const { metadata, findings } = read(
      `${least}appVersion: 1.10\ndescription: yes\nannotations: {a: true, b: 1e21, c: 007, d: null}\n`,
    );
    expect(findings).toEqual([]);
    expect(metadata).toMatchObject({
      appVersion: "1.1",
      description: "true",
      annotations: { a: "true", b: "1e+21", c: "7", d: "" },
    });
  });

  it("sanitises as Helm does", () => {
    const { metadata } = read(
      `${least}description: "a\\tb\\u00a0c\\u200bd\\ne\\u0007f é 😀"\nkeywords: ["x\\u2028y"]\n`,
    );
    expect(metadata.description).toBe("a b cd ef é 😀");
    expect(metadata.keywords).toEqual(["x y"]);
  });

  it("keeps every printable character, and no other", () => {
    const characters = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code));
    const { metadata } = read(`${least}keywords: ${JSON.stringify(characters)}\n`);
    const kept = metadata.keywords.filter((keyword) => keyword !== "" && keyword !== " ");
    expect(kept).toEqual(characters.filter((one) => /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(one)));
  });

  it.each([
    ["name: x\nversion: 1.0.0\n", "1 /apiVersion apiVersion is missing"],
    ["apiVersion: v2\nversion: 1.0.0\n", "1 /name name is missing"],
    ["apiVersion: v2\nname: x\n", "1 /version version is missing"],
    ["apiVersion: v2\nname: x\nversion: 1.0.0.0\n", '3 /version "1.0.0.0" is not a version'],
    [
      "apiVersion: v2\nname: ../x\nversion: 1.0.0\n",
      '2 /name "../x" cannot be the name of a chart',
    ],
    ["apiVersion: v3\nname: x\nversion: 1.0.0\n", '1 /apiVersion "v3" is not v1 or v2'],
    ["apiVersion: v2\nname: x\nversion: 1.0.0-01\n", '3 /version "1.0.0-01" is not a version'],
    [`${least}type: app\n`, '4 /type "app" is not a type of chart'],
    [`${least}keywords: a\n`, "4 /keywords keywords must be a list"],
    [`${least}keywords: [[a]]\n`, "4 /keywords/0 keywords.0 must be a text"],
    [`${least}deprecated: maybe\n`, "4 /deprecated deprecated must be true or false"],
    [`${least}annotations: {a: {b: c}}\n`, "4 /annotations/a annotations.a must be a text"],
    [`${least}dependencies:\n- {name: [a]}\n`, "5 /dependencies/0/name name must be a text"],
    [`${least}dependencies:\n-\n`, "5 /dependencies/0 dependencies.0 must be a mapping"],
    [
      `${least}dependencies:\n- {name: a}\n- {name: b, alias: a}\n`,
      '6 /dependencies two dependencies are named "a"',
    ],
    [
      `${least}dependencies:\n- {name: a, alias: "a b"}\n`,
      '5 /dependencies the alias "a b" has other characters than a-z, A-Z, 0-9, _ and -',
    ],
  ])("refuses %j", (text, expected) => {
    expect(faults(text)).toEqual([expected]);
  });

  it("takes versions as loosely as Helm", () => {
    for (const version of ["v1.2.3", "1.2", "1", "1.2.3-rc.1+b", "1.02.0"])
      expect(faults(`apiVersion: v1\nname: x\nversion: "${version}"\n`)).toEqual([]);
  });

  it("finds keys in other letters as Go does, the last by its bytes", () => {
    const { metadata } = read(`${least}appversion: 1\nAppVersion: 2\nKeywords: [a]\n`);
    expect(metadata).toMatchObject({ appVersion: "1", keywords: ["a"] });
  });

  it("speaks of a document without fields", () => {
    expect(read("").findings.map(({ message }) => message)).toEqual([
      "apiVersion is missing",
      "name is missing",
      "version is missing",
    ]);
  });
});
