import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { inspectChart } from "../../../src/chart/index.ts";
import { bytesContent } from "../../../src/oci/index.ts";
import { diskTree } from "../../../src/workspace/index.ts";
import { served } from "../../repository/support.ts";
import { upstream } from "../../support/upstream.ts";
import { write } from "../../support/workspace.ts";
import { chart, checkout } from "./support.ts";

const nats = await upstream({ name: "nats", version: "1.2.6" });
const folder = "platform/a/chart";

function library(...dependencies: readonly string[]): Record<string, string> {
  const lines = dependencies.map((line) => `- ${line}\n`).join("");
  return {
    "libs/base/Chart.yaml": `apiVersion: v2\nname: base\nversion: 0.3.0\n${lines === "" ? "" : `dependencies:\n${lines}`}`,
    "libs/base/templates/one.yaml": "kind: One\n",
  };
}

const onBase = "{ name: base, version: ^0.3.0, repository: file://../../../libs/base }";

describe("a chart by file://", () => {
  test("is packaged with what it needs in turn, and locked", async () => {
    const { url } = await served([nats]);
    const onNats = `{ name: nats, version: 1.x, repository: "${url}" }`;
    const copy = checkout({ ...chart("a", onBase), ...library(onNats) });
    const report = await copy.vendor();
    expect(report.charts[0]?.dependencies).toMatchObject([
      { name: "base", version: "0.3.0", from: "file", file: "base-0.3.0.tgz" },
    ]);
    const packed = diskTree(join(copy.root, folder, "charts"));
    const bytes = await packed.read("base-0.3.0.tgz", 100_000);
    const { subcharts } = await inspectChart(bytesContent(bytes).open(), "base");
    expect(subcharts).toEqual([{ name: "nats", version: "1.2.6", path: "charts/nats" }]);
    expect(copy.names("libs/base")).toEqual(["Chart.yaml", "templates"]);
    expect(copy.text(`${folder}/Chart.lock`)).toContain("version: 0.3.0\n");
    expect(copy.text("bp.lock")).toMatch(/^ {2}libs\/base:\n {4}nats:\n/mu);
    expect((await copy.vendor()).locked).toBe(false);
    expect((await copy.vendor({ frozen: true, offline: true })).ok).toBe(true);
  });

  test("that changed is packaged anew, but not where the locks are frozen", async () => {
    const copy = checkout({ ...chart("a", onBase), ...library() });
    await copy.vendor();
    const before = copy.text("bp.lock");
    write(copy.root, { "libs/base/templates/one.yaml": "kind: Other\n" });
    expect(await copy.vendor({ frozen: true })).toMatchObject({
      exitCode: 1,
      findings: [{ ruleId: "BP216", file: `${folder}/Chart.yaml` }],
    });
    expect(copy.text("bp.lock")).toBe(before);
    expect(await copy.vendor()).toMatchObject({ ok: true, locked: true });
    expect(copy.text("bp.lock")).not.toBe(before);
    expect((await copy.vendor({ frozen: true })).ok).toBe(true);
  });

  test.each([
    [
      "another version",
      "0.4.x",
      "file://../../../libs/base",
      /libs\/base is base 0\.3\.0, and 0\.4\.x/u,
    ],
    ["no chart", "*", "file://../../../libs", /there is no chart/u],
    ["another chart", "*", "file://../chart", /there is bp-a/u],
    ["a place outside", "*", "file://../../../../x", /lies outside the workspace/u],
    ["an absolute path", "*", "file:///etc", /lies outside the workspace/u],
  ])("that is %s is refused", async (_, version, repository, message) => {
    const copy = checkout({
      ...chart("a", `{ name: base, version: "${version}", repository: "${repository}" }`),
      ...library(),
    });
    const { errors } = (await copy.vendor()).charts[0] ?? {};
    expect(errors).toMatchObject([
      { code: "MATERIAL", message: expect.stringMatching(message) as string },
    ]);
  });

  test("in a circle is refused, from wherever one starts", async () => {
    const onA = "{ name: bp-a, version: '*', repository: file://../../platform/a/chart }";
    const copy = checkout({ ...chart("a", onBase), ...library(onA), ...chart("b", onBase) });
    const report = await copy.vendor();
    for (const one of report.charts) {
      expect(one.errors).toMatchObject([
        { message: expect.stringMatching(/embed each other in a circle: \S+ → \S+ → /u) as string },
      ]);
    }
  });
});

describe("a chart in charts/ by hand", () => {
  const files = {
    [`${folder}/charts/own/Chart.yaml`]: "apiVersion: v2\nname: own\nversion: 1.1.0\n",
  };

  test("stays there, and is locked as it is asked for", async () => {
    const copy = checkout({
      ...chart("a", '{ name: own, version: 1.x, repository: "" }'),
      ...files,
    });
    const report = await copy.vendor();
    expect(report.charts[0]?.dependencies).toMatchObject([
      { name: "own", version: "1.x", from: "by-hand", file: null, sha256: null },
    ]);
    expect(copy.text(`${folder}/Chart.lock`)).toContain("version: 1.x\n");
    expect(copy.text("bp.lock")).toBeUndefined();
    expect(copy.names(`${folder}/charts`)).toEqual(["own"]);
    expect((await copy.vendor({ frozen: true })).ok).toBe(true);
  });

  test("that is missing, or of another version, is refused", async () => {
    const missing = checkout(chart("a", '{ name: own, version: 1.x, repository: "" }'));
    expect((await missing.vendor()).charts[0]?.errors[0]?.message).toContain(
      "own names no repository, and platform/a/chart/charts/ does not hold it",
    );
    const other = checkout({
      ...chart("a", '{ name: own, version: 2.x, repository: "" }'),
      ...files,
    });
    expect((await other.vendor()).charts[0]?.errors[0]?.message).toContain(
      "holds own 1.1.0 by hand",
    );
  });

  test("is not fetched beside, though its repository is named", async () => {
    const copy = checkout({
      ...chart("a", '{ name: own, version: 1.x, repository: "https://nowhere.invalid" }'),
      ...files,
    });
    expect(await copy.vendor()).toMatchObject({
      ok: true,
      charts: [{ dependencies: [{ from: "by-hand", version: "1.1.0" }] }],
    });
  });
});

describe("a chart of this workspace", () => {
  const onB = '{ name: bp-b, version: "^1.0.0", repository: "oci://nowhere.invalid/charts" }';

  test("is taken from there when it is packaged, and locked in its version", async () => {
    const copy = checkout({ ...chart("a", onB), ...chart("b") });
    const report = await copy.vendor();
    expect(report.charts[0]?.dependencies).toMatchObject([
      { name: "bp-b", version: "1.0.0", from: "workspace", file: null },
    ]);
    expect(copy.text(`${folder}/Chart.lock`)).toContain("version: 1.0.0\n");
    expect(copy.names(folder)).toEqual(["Chart.lock", "Chart.yaml"]);
  });

  test("is fetched like any other where the configuration says so", async () => {
    const copy = checkout({ ...chart("a", onB), ...chart("b") });
    const report = await copy.vendor({ workspaceDependencies: false, offline: true });
    expect(report.charts[0]?.errors).toMatchObject([{ code: "USAGE" }]);
  });
});
