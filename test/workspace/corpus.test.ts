import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { diskTree, loadWorkspace } from "../../src/workspace/index.ts";
import { parseYaml } from "../../src/yaml/index.ts";

const corpus =
  process.env["BP_CORPUS"] ?? join(import.meta.dirname, "../../../shared/corpus/openova");

function* filesBelow(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

describe.skipIf(!existsSync(corpus))("the openova tree", () => {
  it("holds 48 blueprints, 51 charts and every HelmRelease of its kits", async () => {
    const workspace = await loadWorkspace(diskTree(corpus), { roots: ["platform", "products"] });
    expect(workspace.units.filter(({ blueprint }) => blueprint)).toHaveLength(48);
    expect(workspace.units.filter(({ chart }) => chart)).toHaveLength(51);
    expect(workspace.drafts).toEqual([]);
    expect(workspace.crd).toBeUndefined();
    const kits = [...filesBelow(join(corpus, "clusters"))].filter((path) =>
      /\/bootstrap-kit\/[^/]+\.yaml$/u.test(path),
    );
    const releases = kits.flatMap(
      (path) => readFileSync(path, "utf8").match(/^kind: HelmRelease$/gmu) ?? [],
    );
    expect(workspace.kitSlots).toHaveLength(releases.length);
    for (const { name, chart, version } of workspace.kitSlots) {
      expect([name, chart]).toEqual([expect.stringMatching(/./u), expect.stringMatching(/^bp-/u)]);
      expect(version).toMatch(/^\d+\.\d+\.\d+/u);
    }
  });

  it("has the one duplicate key that it is known to have", async () => {
    const { findings } = await loadWorkspace(diskTree(corpus), { roots: ["platform", "products"] });
    expect(findings.map(({ file, line, ruleId }) => `${file}:${line} ${ruleId}`)).toEqual([
      "platform/seaweedfs/chart/values.yaml:96 BP103",
    ]);
  });

  it("has scalars whose text stands where their places say", () => {
    for (const path of filesBelow(corpus)) {
      if (!/(?:blueprint|Chart|values)\.yaml$/u.test(path)) continue;
      const text = readFileSync(path, "utf8");
      const lines = text.split("\n");
      for (const { root } of parseYaml(text, path).documents) {
        if (root?.kind !== "mapping") continue;
        for (const { key, name, value } of root.pairs) {
          expect(text.slice(key.start, key.end)).toBe(name);
          expect(lines[key.at.line - 1]?.slice(key.at.column - 1, key.at.endColumn - 1)).toBe(name);
          if (value.kind === "scalar" && value.style === "plain")
            expect(text.slice(value.start, value.end)).toBe(value.text);
        }
      }
    }
  });
});
