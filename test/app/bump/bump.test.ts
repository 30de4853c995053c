import { describe, expect, test } from "vitest";

import type { Bumped } from "../../../src/app/bump/bump.ts";
import type { BumpPorts } from "../../../src/app/bump/ports.ts";
import { folder, kit, slot } from "../../lint/kit.ts";
import type { Files } from "../../lint/support.ts";
import { blueprintText, chartText, unit } from "../../lint/support.ts";
import { bumped, changedLines, stepsOf, umbrella } from "./bumping.ts";

function depends(name: string, range: string): Files {
  return unit(name, { spec: `  depends:\n    - {blueprint: bp-a, version: "${range}"}\n` });
}

/** The step that the difference with what is published asks of bp-a. */
function auto(ports: Partial<BumpPorts>): Promise<Bumped> {
  return bumped(unit("a"), { names: ["a"], wanted: { kind: "auto" }, ports });
}

describe("the places of a version", () => {
  test("are those of the unit, of umbrellas, and of every kit; no other line changes", async () => {
    const other = "clusters/b/bootstrap-kit";
    const files = {
      ...unit("a", {
        chart: chartText("a").replace("version: 1.0.0", "version: '1.0.0' # see blueprint.yaml"),
        spec: "  manifests: {chart: ./chart, source: {kind: HelmChart, ref: 'oci://x/bp-a:1.0.0'}}\n",
      }),
      ...umbrella("all", "1.0.0"),
      ...kit({ "01-a.yaml": slot("a"), "02-all.yaml": slot("all") }),
      ...kit({ "07-a.yaml": slot("a") }, other),
    };
    const result = await bumped(files, { names: ["a"] });
    const pin = ["-      version: 1.0.0", "+      version: 1.0.1"];
    expect(changedLines(result)).toEqual({
      [`${folder}/01-a.yaml`]: pin,
      [`${folder}/02-all.yaml`]: pin,
      [`${other}/07-a.yaml`]: pin,
      "platform/a/blueprint.yaml": [
        "-  version: 1.0.0",
        "+  version: 1.0.1",
        "-  manifests: {chart: ./chart, source: {kind: HelmChart, ref: 'oci://x/bp-a:1.0.0'}}",
        "+  manifests: {chart: ./chart, source: {kind: HelmChart, ref: 'oci://x/bp-a:1.0.1'}}",
      ],
      "platform/a/chart/Chart.yaml": [
        "-version: '1.0.0' # see blueprint.yaml",
        "+version: '1.0.1' # see blueprint.yaml",
      ],
      "platform/all/blueprint.yaml": ["-  version: 1.0.0", "+  version: 1.0.1"],
      "platform/all/chart/Chart.yaml": [
        "-version: 1.0.0",
        "+version: 1.0.1",
        "-    version: 1.0.0 # lockstep",
        "+    version: 1.0.1 # lockstep",
      ],
    });
    expect(result.report.left).toEqual([]);
  });

  test("are the appVersion where it is in lockstep, and the expected graph's where it has one", async () => {
    const app = 'appVersion: "1.0.0"\n';
    const graph = "scripts/expected-bootstrap-deps.yaml";
    const files = {
      ...unit("a", { chart: chartText("a", app) }),
      ...unit("b", { chart: chartText("b", app) }),
      ...kit({ "01-a.yaml": slot("a") }),
      [graph]: "slots:\n  - {slot: 1, name: bp-a, version: 1.0.0, depends_on: []}\n",
    };
    const result = await bumped(files, { names: ["a", "b"], config: "lockstep: [bp-a]\n" });
    const lines = changedLines(result);
    expect(lines["platform/a/chart/Chart.yaml"]).toContain('+appVersion: "1.0.1"');
    expect(lines["platform/b/chart/Chart.yaml"]).toEqual(["-version: 1.0.0", "+version: 1.0.1"]);
    expect(lines[graph]?.[1]).toBe("+  - {slot: 1, name: bp-a, version: 1.0.1, depends_on: []}");
  });

  test("what is behind is brought along; a variable and an alias are left to a person", async () => {
    const text = slot("a").replace("version: 1.0.0", "version: ${A}");
    const aliased = blueprintText("a", "").replace("version: 1.0.0", "version: *v");
    const files = {
      ...unit("a", { blueprint: `x-version: &v 0.9.0\n${aliased}` }),
      ...kit({ "01-a.yaml": text, "02-a.yaml": slot("a").replace("1.0.0", "0.9.0") }),
    };
    const result = await bumped(files, { names: ["a"] });
    expect(Object.keys(changedLines(result))).toEqual([
      `${folder}/02-a.yaml`,
      "platform/a/chart/Chart.yaml",
    ]);
    expect(result.report.left.map(({ message }) => message)).toEqual([
      "the blueprint's version is 0.9.0, and bp-a is 1.0.1; it is written where no edit is safe",
    ]);
  });

  test("no step brings them in line, and moves whose bytes change with them", async () => {
    const files = { ...unit("a"), ...umbrella("all", "0.9.0"), ...umbrella("other", "1.0.0") };
    const wanted = { kind: "level", level: "none" } as const;
    const result = await bumped(files, { names: ["a"], wanted });
    expect(stepsOf(result)).toEqual(["bp-a 1.0.0 1.0.0", "bp-all 1.0.0 1.0.1"]);
    const every = await bumped(files, { names: ["a", "all", "other"], wanted });
    expect(stepsOf(every)).toEqual([
      "bp-a 1.0.0 1.0.0",
      "bp-all 1.0.0 1.0.1",
      "bp-other 1.0.0 1.0.0",
    ]);
  });
});

describe("what follows from a step", () => {
  const files = {
    ...unit("a"),
    ...umbrella("mid", "^1.0.0"),
    ...umbrella("top", "1.0.0", "bp-mid"),
    ...depends("user", "^1.0"),
    ...depends("wide", ">=1 <3"),
  };

  test("what holds the chart takes a patch step, and what holds that; who is content does not", async () => {
    const result = await bumped(files, { names: ["a"] });
    expect(stepsOf(result)).toEqual([
      "bp-a 1.0.0 1.0.1",
      "bp-mid 1.0.0 1.0.1",
      "bp-top 1.0.0 1.0.1",
    ]);
    expect(result.report.steps[2]).toMatchObject({ reason: "dependent", because: ["bp-mid"] });
  });

  test("a range that does not take the version is moved, as precise as it was", async () => {
    const wanted = { kind: "level", level: "major" } as const;
    const result = await bumped(files, { names: ["a"], wanted });
    expect(stepsOf(result)).toContain("bp-user 1.0.0 1.0.1");
    const lines = changedLines(result);
    expect(lines["platform/user/blueprint.yaml"]).toContain(
      '+    - {blueprint: bp-a, version: "^2.0"}',
    );
    expect(lines["platform/mid/chart/Chart.yaml"]).toContain("+    version: ^2.0.0 # lockstep");
    expect(lines["platform/wide/blueprint.yaml"]).toBeUndefined();
  });

  test("by policy the same step, or none", async () => {
    const wanted = { kind: "level", level: "minor" } as const;
    const same = await bumped(files, { names: ["a"], wanted, dependents: "same" });
    expect(stepsOf(same)).toEqual(["bp-a 1.0.0 1.1.0", "bp-mid 1.0.0 1.1.0", "bp-top 1.0.0 1.1.0"]);
    const pinned = { ...unit("a"), ...umbrella("all", "1.0.0") };
    const none = await bumped(pinned, { names: ["a"], config: "bump: {dependents: none}\n" });
    expect(stepsOf(none)).toEqual(["bp-a 1.0.0 1.0.1"]);
    expect(none.report.left).toMatchObject([
      {
        file: "platform/all/chart/Chart.yaml",
        message: "the pin of bp-a in bp-all is 1.0.0, and bp-a is 1.0.1; dependents are left alone",
      },
    ]);
  });

  test("a dependent whose version is taken goes on to the next free one", async () => {
    const result = await bumped(files, {
      names: ["a"],
      ports: {
        published: async ({ name }) => (name === "bp-mid" ? ["1.0.2", "1.0.1"] : []),
        claims: async ({ name }) => (name === "bp-top" ? [{ branch: "x", version: "1.0.1" }] : []),
      },
    });
    expect(stepsOf(result)).toEqual([
      "bp-a 1.0.0 1.0.1",
      "bp-mid 1.0.0 1.0.3",
      "bp-top 1.0.0 1.0.2",
    ]);
  });

  test("an umbrella of two is one step away, and units in a circle end", async () => {
    const both = chartText(
      "all",
      "dependencies:\n- {name: bp-a, version: 1.0.0, repository: oci://x}\n- {name: bp-b, version: 1.0.0, repository: oci://x}\n",
    );
    const two = { ...unit("a"), ...unit("b"), ...unit("all", { chart: both }) };
    const result = await bumped(two, { names: ["a", "b"] });
    expect(result.report.steps.find(({ name }) => name === "bp-all")).toMatchObject({
      to: "1.0.1",
      because: ["bp-a", "bp-b"],
    });
    const circle = { ...umbrella("a", "1.0.0", "bp-b"), ...umbrella("b", "1.0.0") };
    expect(stepsOf(await bumped(circle, { names: ["a"], dependents: "same" }))).toEqual([
      "bp-a 1.0.0 1.0.1",
      "bp-b 1.0.0 1.0.1",
    ]);
  });
});

describe("a version is refused", () => {
  const at = "platform/a/chart/Chart.yaml";
  const ports = {
    published: async () => ["1.1.0", "0.9.0"],
    claims: async () => [{ branch: "origin/x", version: "1.2.0" }],
  };

  test.each([
    ["0.9.9", "BP603", "bp-a 0.9.9 is lower than the 1.0.0 that is here"],
    ["1.0.5", "BP603", "bp-a 1.0.5 is lower than 1.1.0, which is published"],
    ["1.1.0", "BP610", "bp-a 1.1.0 is published already"],
    ["1.2.0", "BP605", "bp-a 1.2.0 is claimed by the branch origin/x"],
  ])("%s", async (version, ruleId, message) => {
    const wanted = { kind: "version", version } as const;
    const result = await bumped(unit("a"), { names: ["a"], wanted, ports });
    expect(result.files).toEqual([]);
    expect(result.report).toMatchObject({
      ok: false,
      exitCode: 1,
      findings: [{ ruleId, message, file: at, line: 3, help: "1.2.1 is free: --set 1.2.1" }],
    });
  });

  test("not where it is free, nor where nothing moves", async () => {
    const wanted = { kind: "version", version: "1.2.1" } as const;
    const result = await bumped(unit("a"), { names: ["a"], wanted, ports });
    expect(stepsOf(result)).toEqual(["bp-a 1.0.0 1.2.1"]);
    const still = await bumped(unit("a"), {
      names: ["a"],
      wanted: { kind: "level", level: "none" },
      ports: { published: async () => ["1.0.0"] },
    });
    expect(still.report.ok).toBe(true);
  });

  test.each(["1.2", "v1.2.3", "1.2.3+x"])("%s is none", async (version) => {
    const wanted = { kind: "version", version } as const;
    await expect(bumped(unit("a"), { names: ["a"], wanted })).rejects.toMatchObject({
      code: "USAGE",
    });
  });

  test("and so is a step from what is none", async () => {
    const chart = chartText("a").replace("version: 1.0.0", "version: one");
    await expect(bumped(unit("a", { chart }), { names: ["a"] })).rejects.toMatchObject({
      code: "MATERIAL",
      message: 'platform/a/chart/Chart.yaml:3:10: bp-a is "one", from which no step can be taken',
    });
  });
});

describe("the level by itself", () => {
  test("is what the difference with the newest version asks for", async () => {
    const asked: string[] = [];
    const result = await auto({
      published: async () => ["1.0.0", "0.9.0", "1.1.0-rc.1"],
      difference: async (_: unknown, version: string) => {
        asked.push(version);
        return { level: "minor", least: "1.1.0", holds: false, reasons: ["the value x is new"] };
      },
    });
    expect(asked).toEqual(["1.1.0-rc.1"]);
    expect(result.report.steps).toMatchObject([
      { to: "1.1.0", reason: "changed", because: ["the value x is new"] },
    ]);
  });

  test.each([
    [[], undefined, true, "bp-a is not published yet: 1.0.0 stays"],
    [["1.0.0"], undefined, true, "bp-a is as 1.0.0, which is published"],
    [["0.9.0"], "patch" as const, true, "bp-a 1.0.0 is step enough from 0.9.0, which is published"],
  ])("stays where nothing asks for a step: %j %s", async (published, level, holds, note) => {
    const result = await auto({
      published: async () => published,
      difference: async () => ({ level, least: "1.0.0", holds, reasons: [] }),
    });
    expect(result.report).toMatchObject({ steps: [], notes: [note] });
    expect(result.files).toEqual([]);
  });
});
