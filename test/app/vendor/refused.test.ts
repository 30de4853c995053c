import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { served } from "../../repository/support.ts";
import { upstream } from "../../support/upstream.ts";
import { temporary, write } from "../../support/workspace.ts";
import { chart, checkout, dependsOn } from "./support.ts";

const nats = await upstream({ name: "nats", version: "1.2.6" });
const folder = "platform/a/chart";

describe("what is not there is BP215, with its place", () => {
  test("a chart, its name near another", async () => {
    const { url } = await served([nats]);
    const report = await checkout(dependsOn(url, "1.2.6", "natz")).vendor();
    expect(report).toMatchObject({ ok: false, exitCode: 1, summary: { failed: 1 } });
    expect(report.findings).toMatchObject([
      {
        ruleId: "BP215",
        severity: "error",
        file: `${folder}/Chart.yaml`,
        line: 7,
        message: `${url} has no chart natz`,
        help: "did you mean nats?",
      },
    ]);
  });

  test("a version, named with the newest", async () => {
    const { url } = await served([nats]);
    const { findings } = await checkout(dependsOn(url, "2.x")).vendor();
    expect(findings.map(({ message }) => message)).toEqual([
      `${url} has no nats 2.x: its newest is 1.2.6`,
    ]);
  });

  test("an archive that the index promises", async () => {
    const { url, serve } = await served([nats]);
    serve([nats], { fault: ({ path }) => (path.endsWith(".tgz") ? { status: 404 } : undefined) });
    const { findings } = await checkout(dependsOn(url)).vendor();
    expect(findings).toMatchObject([
      { ruleId: "BP215", message: `${url} does not give nats 1.2.6` },
    ]);
  });

  test("nothing is written, and every other chart is vendored", async () => {
    const { url } = await served([nats]);
    const copy = checkout({
      ...chart(
        "a",
        `{ name: nats, version: 1.2.6, repository: "${url}" }`,
        `{ name: gone, version: 1.0.0, repository: "${url}" }`,
        `{ name: lost, version: 1.0.0, repository: "${url}" }`,
      ),
      ...chart("b", `{ name: nats, version: 1.2.6, repository: "${url}" }`),
    });
    const report = await copy.vendor();
    expect(report.findings.map(({ message }) => message)).toEqual([
      `${url} has no chart gone`,
      `${url} has no chart lost`,
    ]);
    expect(copy.names(folder)).toEqual(["Chart.yaml"]);
    expect(copy.names("platform/b/chart/charts")).toEqual(["nats-1.2.6.tgz"]);
    expect(copy.text("bp.lock")).not.toContain("platform/a");
  });
});

describe("bytes that are not those of the lock are BP216", () => {
  test("and the locks and charts/ stay as they were", async () => {
    const { url, serve } = await served([nats]);
    const copy = checkout(dependsOn(url));
    await copy.vendor();
    const before = copy.text("bp.lock");
    const other = await upstream({ name: "nats", version: "1.2.6", files: { "x.txt": "other" } });
    serve([other]);
    const fresh = checkout({ ...dependsOn(url), "bp.lock": before ?? "" });
    for (const frozen of [false, true]) {
      write(fresh.root, { [`${folder}/Chart.lock`]: copy.text(`${folder}/Chart.lock`) ?? "" });
      const report = await fresh.vendor({ frozen });
      expect(report).toMatchObject({ exitCode: 1, charts: [{ errors: [] }] });
      expect(report.findings).toMatchObject([
        {
          ruleId: "BP216",
          line: 7,
          message: `nats 1.2.6 is not what bp.lock holds: locked is sha256:${nats.sha256}, found is sha256:${other.sha256}`,
          help: "see what changed; if it shall be so, `bp vendor --update nats` locks it anew",
        },
      ]);
      expect(fresh.text("bp.lock")).toBe(before);
      expect(fresh.names(`${folder}/charts`)).toEqual([]);
    }
    const update = { name: "nats", level: undefined };
    expect((await fresh.vendor({ update })).ok).toBe(true);
    expect(fresh.text("bp.lock")).toContain(other.sha256);
  });
});

describe("links are refused", () => {
  test("charts/ that is one", async () => {
    const { url } = await served([nats]);
    const copy = checkout(dependsOn(url));
    mkdirSync(join(copy.root, "elsewhere"));
    symlinkSync("../../../elsewhere", join(copy.root, folder, "charts"));
    const report = await copy.vendor();
    expect(report.charts[0]?.errors).toMatchObject([
      { code: "MATERIAL", message: `${folder}/charts is a link: nothing is written there` },
    ]);
    expect(copy.names("elsewhere")).toEqual([]);
  });

  test("an archive's place that is one", async () => {
    const { url } = await served([nats]);
    const target = join(temporary(), "target");
    const copy = checkout({ ...dependsOn(url), [`${folder}/charts/keep`]: "" });
    symlinkSync(target, join(copy.root, folder, "charts/nats-1.2.6.tgz"));
    const report = await copy.vendor();
    expect(report.charts[0]?.errors).toHaveLength(1);
    expect(copy.text(`${folder}/Chart.lock`)).toBeUndefined();
  });

  test.each(["Chart.lock", "../../../bp.lock"])("a lock that is one: %s", async (lock) => {
    const { url } = await served([nats]);
    const copy = checkout({ ...dependsOn(url), "elsewhere.lock": "blueprints: {}\n" });
    symlinkSync(join(copy.root, "elsewhere.lock"), join(copy.root, folder, lock));
    const outcome = copy.vendor();
    if (lock === "Chart.lock")
      expect((await outcome).charts[0]?.errors).toMatchObject([{ code: "MATERIAL" }]);
    else await expect(outcome).rejects.toMatchObject({ code: "MATERIAL" });
    expect(copy.text("elsewhere.lock")).toBe("blueprints: {}\n");
  });
});

describe("what Helm would refuse", () => {
  test.each([
    ["", "nats: it names no version"],
    ["latest", "nats: Helm cannot read its range latest"],
  ])("a version that is %j", async (version, message) => {
    const { url, asked } = await served([nats]);
    const report = await checkout(dependsOn(url, version)).vendor();
    expect(report.charts[0]?.errors).toMatchObject([
      { code: "MATERIAL", message: `${folder}/Chart.yaml:7:5: ${message}` },
    ]);
    expect(asked).toEqual([]);
  });

  test.each(["ftp://x.example", "stable", "http://"])(
    "a repository that is %s",
    async (repository) => {
      const report = await checkout(dependsOn(repository)).vendor();
      expect(report.charts[0]?.errors).toMatchObject([{ code: "BAD_REFERENCE" }]);
    },
  );
});

test("a repository that does not answer is a fault of the run, and says which", async () => {
  const { url } = await served([nats], { fault: () => ({ status: 503 }) });
  const report = await checkout(dependsOn(url)).vendor();
  expect(report.exitCode).toBe(75);
  expect(report.charts[0]?.errors[0]?.message).toBe(`GET ${url}/index.yaml answered 503`);
});

test("a lock that cannot be read locks nothing, and is not written over", async () => {
  const { url, asked } = await served([nats]);
  const copy = checkout({ ...dependsOn(url), "bp.lock": "charts: {x: {y: 1}}\n" });
  const report = await copy.vendor();
  expect(report).toMatchObject({ exitCode: 1, charts: [] });
  expect(report.findings).toMatchObject([{ ruleId: "LOCK", file: "bp.lock" }]);
  expect([asked, copy.text("bp.lock")]).toEqual([[], "charts: {x: {y: 1}}\n"]);
});
