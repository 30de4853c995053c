import { expect, test } from "vitest";

import { fileOfA, slotOfA } from "../kit.ts";
import type { Files } from "../support.ts";
import { lintFiles, say } from "../support.ts";

const template = "platform/a/chart/templates/a.yaml";

function files(values: string, text?: string): Files {
  const kit = slotOfA((slot) => `${slot}  values:\n    ${values}\n`);
  return text === undefined ? kit : { ...kit, [template]: text };
}

test("a key that a template reads is in order, and so is global", async () => {
  expect(await say("BP512", files("{host: x, global: {a: 1}}", "{{ .Values.host }}"))).toEqual([]);
});

test("a key that nobody reads", async () => {
  expect(await say("BP512", files("hostname: x", "{{ .Values.host }}"))).toEqual([
    `${fileOfA}:29:5 no template of bp-a reads hostname, and no dependency bears that name`,
  ]);
  expect(await say("BP512", files("hostname: x", "{{ toYaml .Values }}"))).toEqual([]);
});

test("without templates it says so", async () => {
  expect(await say("BP512", files("hostname: x"))).toEqual([]);
  expect((await lintFiles(files("hostname: x"))).notRun).toContainEqual({
    ruleId: "BP512",
    reason: "no templates/, or dependencies that are not in charts/: bp-a",
  });
});
