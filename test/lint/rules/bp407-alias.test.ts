import { expect, test } from "vitest";

import type { Files } from "../support.ts";
import { lintFiles, say, unit } from "../support.ts";

const blueprint = "platform/a/blueprint.yaml";
const template = "platform/a/chart/templates/a.yaml";
const spec =
  "  depends:\n    - {blueprint: bp-b, alias: db}\n    - {blueprint: bp-c, alias: cache}\n";

function files(text: string, depends: string = spec): Files {
  return { ...unit("a", { spec: depends }), ...unit("b"), ...unit("c"), [template]: text };
}

const both = "{{ .Values.dependencies.db.host }}{{ .Values.dependencies.cache }}\n";

test("aliases that the templates read are in order", async () => {
  expect(await say("BP407", files(both))).toEqual([]);
  expect(
    await say(
      "BP407",
      files('{{ index .Values.dependencies "db" }}{{ $.Values.dependencies.cache.x }}'),
    ),
  ).toEqual([]);
});

test("an alias of two", async () => {
  expect(await say("BP407", files(both, spec.replace("cache", "db")))).toContain(
    `${blueprint}:13:32 the alias db stands for bp-b already`,
  );
});

test("an alias that no template reads, unless one takes them all", async () => {
  expect(await say("BP407", files("{{ .Values.dependencies.db }}"))).toEqual([
    `${blueprint}:13:32 no template reads .Values.dependencies.cache`,
  ]);
  expect(await say("BP407", files("{{ toYaml .Values.dependencies }}"))).toEqual([]);
});

test("a name that no dependency has; without an alias the blueprint's own will do", async () => {
  expect(await say("BP407", files(`${both}x: {{ .Values.dependencies.idp.url }}\n`))).toEqual([
    `${template}:2:7 the template reads .Values.dependencies.idp, and no dependency has that alias`,
  ]);
  const bare = "  depends: [{blueprint: bp-b}]\n";
  expect(await say("BP407", files("{{ .Values.dependencies.b.host }}", bare))).toEqual([]);
});

test("without templates it says so", async () => {
  const { [template]: _, ...bare } = files("");
  expect(await say("BP407", bare)).toEqual([]);
  expect((await lintFiles(bare)).notRun).toContainEqual({
    ruleId: "BP407",
    reason: "there are no templates to hold the aliases against: bp-a",
  });
});
