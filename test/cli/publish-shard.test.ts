import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { commit, initialise } from "../support/git.ts";
import { publish } from "../support/reports.ts";
import { keyPair } from "../support/signed.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

function tree(): string {
  const names = ["a", "b", "c", "d", "e"];
  return workspace(
    ...names.map((name) => unit(`platform/${name}`)),
    unit("products/shop", { depends: { "bp-a": "*", "bp-b": "*" } }),
    unit("products/site", { depends: { "bp-c": "*" } }),
    unit("products/suite", { depends: { "bp-shop": "*", "bp-site": "*" } }),
  );
}

interface Matrix {
  readonly include: readonly { readonly name: string }[];
}

test("a shard publishes what the matrix of that shard says, also within a selection", async () => {
  const cwd = tree();
  initialise(cwd);
  const base = commit(cwd);
  for (const name of [
    "platform/a",
    "platform/c",
    "products/shop",
    "products/site",
    "products/suite",
  ])
    appendFileSync(join(cwd, name, "chart/values.yaml"), "more: 1\n");
  commit(cwd);
  for (const within of [[], ["products/*"]])
    for (const shard of ["1/2", "2/2"]) {
      const matrix = await bp(
        ["affected", ...within, "--base", base, "--shard", shard, "-o", "matrix"],
        { cwd },
      );
      const { include } = JSON.parse(matrix.stdout) as Matrix;
      const { report } = await publish(
        [...within, `--affected=${base}`, "--dry-run", "--shard", shard],
        { cwd },
      );
      expect(include.length).toBeGreaterThan(0);
      expect(report.artifacts.map(({ name }) => name).toSorted()).toEqual(
        include.map(({ name }) => name).toSorted(),
      );
    }
});

test("a shard that the others hold up says which, is resumed by its number, and writes a record of its own", async () => {
  const served = await serveRegistry({ root: temporary() });
  onTestFinished(served.close);
  const cwd = tree();
  const { key } = await keyPair();
  const to = ["--all", "--to", `${served.host}/charts`];
  const signed = ["--key", key, "--network-budget", "0"];
  const first = await bp(["publish", ...to, ...signed, "--shard", "1/3"], { cwd });
  expect(first.code).toBe(5);
  expect(first.stdout).toContain("bp-site: not begun: shard 3/3 has not published bp-c:1.0.0\n");
  expect(first.stdout).toContain("bp publish --resume --shard 1/3");
  expect(first.stdout).toContain("shard 1/3: 2 published, 1 blocked in ");
  expect(existsSync(join(cwd, ".bp/publish-1-of-3.ndjson"))).toBe(true);
  const other = await bp(["publish", "--resume", ...signed], { cwd });
  expect([other.code, other.stderr.includes("there is no publish to resume")]).toEqual([2, true]);

  const third = await publish([...to, ...signed, "--shard", "3/3"], { cwd });
  expect(third.outcome.code).toBe(5);
  expect(faults("publish", third.report)).toEqual([]);
  expect(third.report).toMatchObject({ shard: { index: 3, total: 3 } });
  const record = ["--record", "release-1.json"];
  const again = await publish(["--resume", "--shard", "1/3", ...signed, ...record], { cwd });
  expect(again.outcome.code).toBe(0);
  expect(JSON.parse(readFileSync(join(cwd, "release-1.json"), "utf8"))).toMatchObject({
    shard: { index: 1, total: 3 },
    artifacts: [{ name: "bp-a" }, { name: "bp-d" }, { name: "bp-site" }],
  });

  // Any run of the same selection completes what a shard left.
  const rest = await publish([...to, ...signed], { cwd });
  expect(rest.outcome.code).toBe(0);
  const written = rest.report.artifacts.filter(({ status }) => status === "published");
  expect(written.map(({ name }) => name)).toEqual(["bp-b", "bp-e", "bp-shop", "bp-suite"]);
});

test.each([
  ["3/2", "is no shard"],
  ["auto/2", "does not say which shard"],
])("--shard %s is refused before anything is asked", async (shard, said) => {
  const { code, stderr } = await bp(["publish", "--all", "--dry-run", "--shard", shard], {
    cwd: tree(),
  });
  expect([code, stderr.includes(said)]).toEqual([2, true]);
});

test("more shards than artifacts: those without a part are done", async () => {
  const { code, stdout } = await bp(["publish", "--all", "--dry-run", "--shard", "9/9"], {
    cwd: tree(),
  });
  expect([code, stdout]).toEqual([
    0,
    "shard 9/9: nothing to publish (dry run: nothing was written)\n",
  ]);
});
