import { expect, test } from "vitest";

import type { Files } from "../support.ts";
import { say, unit } from "../support.ts";

const schema = `  configSchema:
    type: object
    properties:
      ha: {type: boolean}
      db:
        type: object
        properties: {size: {type: string}}
      free: {type: object, additionalProperties: true}
`;

function files(rest: string): Files {
  return {
    ...unit("a", { spec: `${schema}  depends:\n    - blueprint: bp-b\n${rest}` }),
    ...unit("b"),
  };
}

function when(text: string): Promise<readonly string[]> {
  return say("BP408", files(`      when: ${JSON.stringify(text)}\n`));
}

test.each([
  ".config.ha",
  ".config.ha == true",
  "{{ .config.db.size == 'small' }}",
  ".config.db.size != 'small' && .config.ha",
  '(.config.ha || .config.free.anything == 3) && .config.db.size == "x"',
])("%s is a condition", async (text) => {
  expect(await when(text)).toEqual([]);
});

test.each([
  [".config.hb == true", "asks for .config.hb, which configSchema does not have"],
  [".config.db.sise == 'x'", "asks for .config.db.sise, which configSchema does not have"],
])("%s %s", async (text, fault) => {
  expect(await when(text)).toEqual([`platform/a/blueprint.yaml:21:13 the condition ${fault}`]);
});

test.each([
  [".Values.ha", "reads .Values.ha, and only .config.* is known"],
  [".configuration.ha", "reads .configuration.ha, and only .config.* is known"],
  [".config.ha > 3", "has >, which is no part of a condition"],
  ["has(.config.ha)", "has has, which is no part of a condition"],
  [".config.ha .config.ha", "has .config.ha in the wrong place"],
  [".config.ha &&", "ends before its last value"],
  ["(.config.ha", "leaves a parenthesis open"],
  [".config.ha)", "closes a parenthesis that is not open"],
])("%s %s", async (text, fault) => {
  expect(await when(text)).toEqual([
    `platform/a/blueprint.yaml:21:13 the condition ${JSON.stringify(text)} ${fault}`,
  ]);
});

test("values read the application and the configuration alone", async () => {
  const good =
    '      values:\n        a: "{{ .application.name }}-{{ .config.db.size | quote }}"\n        b: [3, plain]\n';
  expect(await say("BP408", files(good))).toEqual([]);
  const bad = '      values:\n        a: {b: ["x", "{{ .Release.Name }}"]}\n';
  expect(await say("BP408", files(bad))).toEqual([
    "platform/a/blueprint.yaml:22:22 the value reads .Release.Name, and only .application.* and .config.* are known",
  ]);
});

test("a dot that a range moved is not the top's", async () => {
  const text =
    '      values:\n        a: "{{ range .config.list }}{{ .name }}{{ end }}{{ $x.y }}"\n';
  expect(await say("BP408", files(text))).toEqual([]);
});
