import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { describe, expect, test } from "vitest";

import type { Kit } from "../../src/model/kit.ts";
import { diskTree, loadWorkspace } from "../../src/workspace/index.ts";

const corpus =
  process.env["BP_CORPUS"] ?? resolve(import.meta.dirname, "../../../shared/corpus/openova");

describe.skipIf(!existsSync(corpus))("the kits of the corpus", () => {
  test("counts agree with what a search by lines finds", async () => {
    const { kits = [] } = await loadWorkspace(diskTree(corpus), { roots: [] });
    expect(kits.length).toBe(3);
    for (const kit of kits) expect(counted(kit)).toEqual(searched(kit.folder));
  });
});

function counted({ files, kustomization, expected }: Kit): Record<string, number> {
  const releases = files.flatMap((file) => file.releases);
  return {
    releases: releases.length,
    edges: releases.flatMap(({ dependsOn }) => dependsOn).length,
    repositories: files.flatMap((file) => file.repositories).length,
    namespaces: files.flatMap(({ objects }) => objects).filter(({ kind }) => kind === "Namespace")
      .length,
    placeholders: files.flatMap((file) => file.placeholders).length,
    variables: files.flatMap((file) => file.variables).length,
    resources: kustomization?.resources.length ?? 0,
    expected: expected?.slots.length ?? 0,
  };
}

function searched(folder: string): Record<string, number> {
  const all = readdirSync(join(corpus, folder)).sort();
  const texts = all
    .filter((name) => /^\d/u.test(name))
    .map((name) =>
      readFileSync(join(corpus, folder, name), "utf8").replaceAll(/(?:^|\s)#.*/gmu, ""),
    );
  const count = (pattern: RegExp): number => texts.join("\n").match(pattern)?.length ?? 0;
  const expected = readFileSync(join(corpus, "scripts/expected-bootstrap-deps.yaml"), "utf8");
  return {
    releases: count(/^kind: HelmRelease$/gmu),
    edges: count(/(?<=^ {2}dependsOn:\n(?:\s*\n| {4}- name: .*\n)*) {4}- name: /gmu),
    repositories: count(/^kind: HelmRepository$/gmu),
    namespaces: count(/^kind: Namespace$/gmu),
    placeholders: count(/\w+_PLACEHOLDER\b/gu),
    variables: count(/\$\{\w+\}/gu),
    resources: texts.length,
    expected: expected.match(/^ {2}- slot: /gmu)?.length ?? 0,
  };
}
