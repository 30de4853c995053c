import { expect, test } from "vitest";

import { composition, compositions } from "../../support/compositions.ts";
import { lintFiles, say, unit } from "../support.ts";

const file = "platform/a/compositions/x.yaml";

test("objects are in order, and what tells Kustomize what to take", async () => {
  const kustomization = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
  const files = {
    ...unit("a"),
    ...compositions("platform/a"),
    [file]: `---\n${kustomization}---\n`,
  };
  expect(await say("BP321", files)).toEqual([]);
});

test("what is none", async () => {
  const say321 = (text: string) => say("BP321", { ...unit("a"), [file]: text });
  expect(await say321("- a\n")).toEqual([`${file}:1:1 the document is no object`]);
  expect(await say321("kind: Composition\nmetadata: {name: x}\n")).toEqual([
    `${file}:1:1 the object has no apiVersion`,
  ]);
  expect(await say321("apiVersion: v1\nmetadata: {name: x}\n")).toEqual([
    `${file}:1:1 the object has no kind`,
  ]);
  expect(await say321(composition.replace("  name: xdatabases.cnpg\n", "  labels: {}\n"))).toEqual([
    `${file}:3:1 the Composition has no name`,
  ]);
});

test("what is no YAML is told as such, with its place", async () => {
  const { findings } = await lintFiles({ ...unit("a"), [file]: "a: [\n" });
  expect(findings.map(({ ruleId, file: where }) => [ruleId, where])).toContainEqual(["YAML", file]);
});
