import { expect, test } from "vitest";

import { repaired } from "../repaired.ts";
import { blueprintText, lintFiles, say, unit } from "../support.ts";

const manifest = "platform/a/blueprint.yaml";
const values = "platform/a/chart/values.yaml";

function withValues(text: string): Record<string, string> {
  return { ...unit("a"), [values]: text };
}

const quiet = [
  "a: true\n",
  "a: False\n",
  'a: "Off"\n',
  "a: 'yes'\n",
  "a: !!str on\n",
  "a: |\n  yes\n",
  "a: office\n",
  "a: 2024-01-01\n",
  "a: 5432:5432\n",
  "a: 0\n",
  "a: 0x1F\n",
  "a: ~\n",
  "on-call: 1\n",
];

test.each(quiet)("%j reads the same by both", async (text) => {
  expect(await say("BP102", withValues(text))).toEqual([]);
});

test.each([
  ["a: Off\n", "1:4 Off is false to YAML 1.1, and so to Kubernetes and Helm, and text to YAML 1.2"],
  [
    "a: y # why\n",
    "1:4 y is true to YAML 1.1, and so to Kubernetes and Helm, and text to YAML 1.2",
  ],
  [
    "a:\n  - {b: NO}\n",
    "2:9 NO is false to YAML 1.1, and so to Kubernetes and Helm, and text to YAML 1.2",
  ],
  [
    "on: 1\n",
    "1:1 the key on is true to YAML 1.1, and so to Kubernetes and Helm, and text to YAML 1.2",
  ],
  ["a: 22:22\n", "1:4 22:22 is a number of base 60 to YAML 1.1 and text to YAML 1.2"],
  ["a: 1:30.5\n", "1:4 1:30.5 is a number of base 60 to YAML 1.1 and text to YAML 1.2"],
])("%j is an error", async (text, message) => {
  const { findings } = await lintFiles(withValues(text));
  expect(findings.map(({ severity }) => severity)).toEqual(["error"]);
  expect(await say("BP102", withValues(text))).toEqual([`${values}:${message}`]);
});

test.each([
  ["a: 0644\n", "0644 is 420 to Kubernetes, an octal, and 644 to YAML 1.2"],
  ["a: 0o17\n", "0o17 is 15 to Kubernetes and YAML 1.2, and text to YAML 1.1"],
  ["a: 1_000\n", "1_000 is 1000 to Kubernetes and YAML 1.1, and text to YAML 1.2"],
  ["a: 0b11\n", "0b11 is 3 to Kubernetes and YAML 1.1, and text to YAML 1.2"],
])("%j is a number to Kubernetes: told, and not fixed", async (text, message) => {
  const { findings } = await lintFiles(withValues(text));
  expect(findings).toMatchObject([{ ruleId: "BP102", severity: "info", fixable: false, message }]);
});

test("what an alias repeats is told once, at its anchor", async () => {
  expect(await say("BP102", withValues("a: &x Off\nb: *x\nc: [*x]\n"))).toHaveLength(1);
});

test("every file is looked at, and by the schema's type a word is text or a switch", async () => {
  const blueprint = blueprintText("a", "  sso: {silentLogin: Yes}\n").replace(
    "title: a",
    "title: No",
  );
  const chart =
    'apiVersion: v2\nname: bp-a\nversion: 1.0.0\ndeprecated: no\nannotations: {x: Off, catalyst.openova.io/no-upstream: "true"}\n';
  const files = unit("a", { blueprint, chart });
  expect(await repaired("BP102", files)).toEqual({
    [manifest]: blueprint.replace("title: No", 'title: "No"').replace("Yes", "true"),
    "platform/a/chart/Chart.yaml": chart
      .replace(": no\n", ": false\n")
      .replace("x: Off", 'x: "Off"'),
  });
});

function configuration(flag: string, mode: string): string {
  return `  configSchema:
    properties:
      a: {type: boolean, default: ${flag}}
      b:
        type: string
        enum: [${mode}, Auto] # a list
        default: ${mode}
`;
}

test("a default and the choices of the configuration are of its type", async () => {
  const files = unit("a", { spec: configuration("No", "Off") });
  expect(await repaired("BP102", files)).toEqual({
    [manifest]: blueprintText("a", configuration("false", '"Off"')),
  });
});

test("in values a mode is quoted, and a switch is written as Helm reads it", async () => {
  const text =
    "\uFEFFmode: Off # a mode\r\ntls: off\r\nenabled: No\r\ny: 1\r\nat: 12:30\r\nnumber: 0644\r\n";
  expect(await repaired("BP102", withValues(text))).toEqual({
    [values]:
      '\uFEFFmode: "Off" # a mode\r\ntls: false\r\nenabled: false\r\n"y": 1\r\nat: "12:30"\r\nnumber: 0644\r\n',
  });
});
