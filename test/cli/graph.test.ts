import { describe, expect, test } from "vitest";

import { kit, slot } from "../lint/kit.ts";
import { unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

const loop = {
  ...unit("products/a", { depends: { b: "^1.0.0" } }),
  ...unit("products/b", { depends: { a: "^1.0.0" } }),
  "products/b/chart/templates/other.yaml":
    "kind: ConfigMap\nmetadata: {name: x}\ndata: {host: a-svc}\n",
};

const kits = kit({ "01-b.yaml": slot("b"), "02-a.yaml": slot("a", ["bp-b"]) });

describe("a cycle", () => {
  test("is told with how it is opened, from what the charts hold", async () => {
    const { code, stdout } = await bp(["graph"], { cwd: workspace(loop) });
    expect(code).toBe(1);
    expect(stdout).toContain("BP403");
    expect(stdout).toContain(
      `to open the cycle of bp-a, bp-b: defer 1 edge (nothing cheaper opens it)

  1.
     products/b/blueprint.yaml:14                 take bp-a out of depends: what uses it goes to bp-b-a, which depends on bp-b and bp-a
     products/b/chart/templates/other.yaml:3  move what uses bp-a to the chart of bp-b-a
     install bp-b, then bp-a
  2.
     products/b/blueprint.yaml:14  install bp-b-a, once bp-b and bp-a are ready
     install bp-b-a
`.replace("yaml:14                 take", "yaml:14             take"),
    );
    expect(stdout).toMatch(/2 nodes, 2 edges, 0 waves, 1 cycle\n$/u);
  });

  test("and its report keeps to the schema", async () => {
    const { stdout } = await bp(["graph", "-o", "json"], { cwd: workspace(loop) });
    const report: unknown = JSON.parse(stdout);
    expect(faults("graph", report)).toEqual([]);
    expect(report).toMatchObject({ breaks: [{ deferred: [{ remedy: "split" }] }] });
  });
});

/** What the graph of the loop says where its cycle is let pass until a day. */
async function toldUntil(day: string): Promise<string> {
  const row = `{ rule: BP403, path: "products/**", reason: it waits, until: ${day} }`;
  const config = { "bp.config.yaml": `lint: { suppress: [${row}] }\n` };
  return (await bp(["graph"], { cwd: workspace(loop, config) })).stdout;
}

test("a cycle is let pass until the day that the configuration names", async () => {
  expect(await toldUntil("2999-01-01")).not.toContain("BP403");
  expect(await toldUntil("2020-01-01")).toContain("BP403");
});

/** a, which depends on b. */
function two(): string {
  return workspace(unit("products/a", { depends: { b: "^1.0.0" } }), unit("products/b"));
}

describe("--implied", () => {
  test("looks into templates, and its report keeps to the schema", async () => {
    const cwd = workspace(unit("products/a"), unit("products/b"), {
      "products/a/chart/templates/pod.yaml":
        "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {secretRef: {name: keys}}\n",
      "products/b/chart/templates/keys.yaml":
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: keys\n",
    });
    const told = await bp(["graph", "--implied"], { cwd });
    expect(told.stdout).toBe(
      "bp-a 1.0.0\n└─ bp-b 1.0.0 implied: uses the Secret keys\n\n2 nodes, 0 edges, 1 wave, 1 implied\n",
    );
    const report: unknown = JSON.parse(
      (await bp(["graph", "--implied", "-o", "json"], { cwd })).stdout,
    );
    expect(faults("graph", report)).toEqual([]);
    expect(report).toMatchObject({ implied: [{ from: "bp-a", to: "bp-b", line: 4 }] });
  });

  test.each(["--kit", "--why a b"])("goes without %s", async (other) => {
    const { code, stderr } = await bp(["graph", "--implied", ...other.split(" ")], { cwd: two() });
    expect([code, stderr]).toEqual([2, expect.stringContaining("--implied shows blueprints")]);
  });
});

describe("--why", () => {
  test("tells the ways, and where each step is written", async () => {
    const { code, stdout } = await bp(["graph", "--why", "a", "b"], { cwd: two() });
    expect([code, stdout]).toEqual([
      0,
      "bp-a needs bp-b, by 1 way\n\nbp-a\n└─ bp-b (^1.0.0)  products/a/blueprint.yaml:14\n",
    ]);
  });

  test("tells what to ask instead", async () => {
    const { code, stdout } = await bp(["graph", "--why", "b", "a"], { cwd: two() });
    expect([code, stdout]).toEqual([
      0,
      "bp-b does not need bp-a\n\nbp-a needs bp-b: bp graph --why bp-a bp-b\n",
    ]);
  });

  test("keeps to the schema", async () => {
    const { stdout } = await bp(["graph", "--why", "a", "b", "-o", "json"], { cwd: two() });
    expect(faults("graph", JSON.parse(stdout))).toEqual([]);
  });

  test.each([
    [["--why", "a"], "--why takes two names"],
    [["--why", "a", "b", "c"], "--why takes two names"],
    [["--why", "a", "x"], 'the graph has no "x"'],
    [["--open", "--format", "dot"], "--open shows svg, not dot"],
    [["--kit"], "this workspace holds no bootstrap kit"],
  ])("graph %j is refused", async (args, message) => {
    const { code, stderr } = await bp(["graph", ...args], { cwd: two() });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe("--kit", () => {
  test("shows the releases, and keeps to the schema", async () => {
    const cwd = workspace(kits);
    const { code, stdout } = await bp(["graph", "--kit"], { cwd });
    expect([code, stdout]).toEqual([
      0,
      "bp-a 1.0.0\n└─ bp-b 1.0.0\n\nclusters/a/bootstrap-kit: 2 releases, 1 edge, 2 waves\n",
    ]);
    const json = await bp(["graph", "--kit", "clusters/a", "-o", "json"], { cwd });
    expect(faults("graph", JSON.parse(json.stdout))).toEqual([]);
  });

  test("takes no widening", async () => {
    const { code, stderr } = await bp(["graph", "--kit", "--with-dependents"], {
      cwd: workspace(kits),
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining("--kit shows a whole kit")]);
  });
});
