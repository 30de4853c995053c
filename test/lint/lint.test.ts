import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { lint, rules } from "../../src/lint/index.ts";
import { diskTree, loadWorkspace } from "../../src/workspace/index.ts";
import { embeddedCrd, lintFiles, unit } from "./support.ts";

test("a tree in order is silent, and only what waits for other input is left out", async () => {
  const { notRun, ...rest } = await lintFiles({ ...unit("a"), ...unit("b") });
  expect(rest).toEqual({ findings: [], suppressed: 0, known: 0 });
  expect(new Set(notRun.map(({ reason }) => reason))).toEqual(
    new Set([
      "the render was not asked for: bp lint --render",
      "it compares with another version, which bp diff does",
      "the configuration declares no pins that must agree",
      "there is no bootstrap kit",
      "the configuration has no floors",
    ]),
  );
});

test("findings come sorted, with the rule's remedy as help and the unit's name", async () => {
  const spec = "  rotation: [1]\n  visibilty: x\n";
  const { findings } = await lintFiles({ ...unit("b", { spec }), ...unit("a", { spec }) });
  expect(
    findings.map(({ file, line, ruleId, blueprint }) => [file, line, ruleId, blueprint]),
  ).toEqual([
    ["platform/a/blueprint.yaml", 11, "BP118", "bp-a"],
    ["platform/a/blueprint.yaml", 12, "BP120", "bp-a"],
    ["platform/b/blueprint.yaml", 11, "BP118", "bp-b"],
    ["platform/b/blueprint.yaml", 12, "BP120", "bp-b"],
  ]);
  expect(findings[0]?.help).toBe(rules.find(({ id }) => id === "BP118")?.remedy);
});

test("what was found while loading is handed on, for the selection alone where there is one", async () => {
  const blueprint = "a: 1\na: 2\n";
  const files = { ...unit("a", { blueprint }), ...unit("b") };
  const told = async (...selection: readonly string[]): Promise<readonly unknown[]> => {
    const result = await lintFiles(
      files,
      selection.length === 0 ? {} : { selection: new Set(selection) },
    );
    return result.findings
      .filter(({ ruleId }) => ruleId === "BP103")
      .map((found) => found.blueprint);
  };
  expect(await told()).toEqual(["bp-a"]);
  expect(await told("platform/a")).toEqual(["bp-a"]);
  expect(await told("platform/b")).toEqual([]);
});

/** The names of the files in a folder, without their ending. */
function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(join(import.meta.dirname, folder))
    .filter((file) => file !== "index.ts")
    .map((file) => file.replace(ending, ""))
    .toSorted();
}

test("each rule has one file and one test of its name, and the array is in order of id", () => {
  const names = rules.map(({ id, name }) => `${id.toLowerCase()}-${name}`);
  expect(names).toEqual([...new Set(names)].toSorted());
  expect(filesIn("../../src/lint/rules", ".ts")).toEqual(names);
  expect(filesIn("rules", ".test.ts")).toEqual(names);
});

test("each rule speaks in whole sentences", () => {
  for (const rule of rules)
    for (const text of [rule.summary, rule.why, rule.remedy]) expect(text).toMatch(/^[A-Z].*\.$/u);
});

const corpus =
  process.env["BP_CORPUS"] ?? join(import.meta.dirname, "../../../shared/corpus/openova");

describe.skipIf(!existsSync(corpus))(`a real tree (${corpus})`, () => {
  test("says what is wrong with it and nothing else", async () => {
    const workspace = await loadWorkspace(diskTree(corpus), {
      roots: ["platform", "products"],
      contents: true,
    });
    const nameExceptions = new Map([["products/catalyst", "bp-catalyst-platform"]]);
    const { findings, notRun } = lint(workspace, { crd: embeddedCrd, nameExceptions });
    const errors = findings.filter(({ severity }) => severity === "error");
    expect(errors.map(({ ruleId, file, line }) => `${ruleId} ${file}:${line}`)).toEqual([
      ...["_template", "omantel.omani.works", "otech.omani.works"].flatMap((cluster) =>
        [
          "15-external-secrets.yaml:25",
          "16-cnpg.yaml:28",
          "17-valkey.yaml:20",
          "18-seaweedfs.yaml:25",
          "19-harbor.yaml:22",
          "35-coraza.yaml:29",
        ].map((place) => `BP507 clusters/${cluster}/bootstrap-kit/${place}`),
      ),
      "BP115 platform/cert-manager-dynadot-webhook/blueprint.yaml:26",
      "BP309 platform/cert-manager-dynadot-webhook/chart/values.yaml:39",
      "BP115 platform/crossplane-claims/blueprint.yaml:22",
      "BP601 platform/external-secrets/blueprint.yaml:8",
      "BP115 platform/powerdns/blueprint.yaml:64",
      "BP601 platform/seaweedfs/blueprint.yaml:8",
      "BP103 platform/seaweedfs/chart/values.yaml:96",
      "BP102 platform/vpa/blueprint.yaml:20",
      "BP102 platform/vpa/blueprint.yaml:21",
      "BP201 products/axon/chart/Chart.yaml:2",
      "BP202 products/axon/chart/Chart.yaml:2",
      "BP309 products/axon/chart/values.yaml:3",
      "BP309 products/axon/chart/values.yaml:25",
      ...[73, 76, 84, 87, 90, 93, 96, 99, 102, 105].map(
        (line) => `BP409 products/catalyst/chart/Chart.yaml:${line}`,
      ),
    ]);
    const rest = findings.filter((finding) => !errors.includes(finding));
    const counts = Map.groupBy(rest, ({ ruleId }) => ruleId);
    expect(Object.fromEntries([...counts].map(([id, { length }]) => [id, length]))).toEqual({
      BP101: 3,
      BP104: 9,
      BP106: 18,
      BP107: 16,
      BP108: 18,
      BP203: 8,
      BP207: 48,
      BP211: 14,
      BP306: 3,
      BP404: 31,
      BP406: 3,
      BP505: 13,
    });
    const reasons = new Map(notRun.map(({ ruleId, reason }) => [ruleId, reason]));
    expect(reasons.get("BP204")).toBe(
      "not vendored: charts/ is empty in bp-alloy, bp-anthropic-adapter, bp-bge and 45 more",
    );
    expect(reasons.get("BP313")).toBe(
      "no templates/, or dependencies that are not in charts/: bp-alloy, bp-anthropic-adapter, bp-bge and 48 more",
    );
  });
});
