import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { compositions } from "../support/compositions.ts";
import { commit, git, initialise } from "../support/git.ts";
import { temporary, unit, workspace, write } from "../support/workspace.ts";
import { bp } from "./support/program.ts";

interface Made {
  readonly root: string;
  readonly commits: readonly string[];
}

/** Three commits: all, a default of bp-db, a README. */
function history(): Made {
  const root = workspace(
    unit("products/db"),
    unit("products/shop", { depends: { "bp-db": "*" } }),
    unit("products/site"),
  );
  initialise(root);
  const first = commit(root);
  appendFileSync(join(root, "products/db/chart/values.yaml"), "x: 1\n");
  const second = commit(root);
  writeFileSync(join(root, "products/db/README.md"), "x");
  return { root, commits: [first, second, commit(root)] };
}

function clone({ root }: Made, depth: number): string {
  const folder = join(temporary(), "clone");
  const shallow = depth === 0 ? [] : [`--depth=${depth}`];
  git(root, "clone", "-q", ...shallow, `file://${root}`, folder);
  return folder;
}

/** The environment of a push to main. */
function pushed(before: string): {
  readonly env: Record<string, string>;
  readonly outputs: () => string;
} {
  const folder = temporary();
  const event = join(folder, "event.json");
  writeFileSync(event, JSON.stringify({ before, repository: {} }));
  const output = join(folder, "output");
  return {
    env: {
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: "push",
      GITHUB_EVENT_PATH: event,
      GITHUB_REF: "refs/heads/main",
      GITHUB_OUTPUT: output,
    },
    outputs: () => readFileSync(output, "utf8"),
  };
}

test.each([1, 2, 0])(
  "a push, with fetch-depth %i: the same answer, and what the next job needs",
  async (depth) => {
    const made = history();
    const { env, outputs } = pushed(made.commits[0] ?? "");
    const cwd = clone(made, depth);
    const { code, stdout } = await bp(["affected", "-o", "json", "--with-dependents"], {
      cwd,
      env,
    });
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as { blueprints: object[]; notes: string[]; base: string };
    expect(report.blueprints).toMatchObject([
      { name: "bp-db", reason: "changed", wave: 0 },
      { name: "bp-shop", reason: "dependent", because: ["bp-db"], wave: 1 },
    ]);
    expect(report.base).toBe(made.commits[0]);
    expect(report.notes).toHaveLength(depth === 0 ? 0 : 1);
    expect(outputs()).toContain(
      '{"include":[{"name":"bp-db","folder":"products/db","version":"1.0.0","wave":0}]}',
    );
    expect(outputs()).toMatch(/^any<<\S+\ntrue$/mu);
  },
);

test("outside of CI a shallow clone is left as it is, and offline everywhere", async () => {
  const made = history();
  const cwd = clone(made, 1);
  const told = "`git fetch --deepen=100`, or `git fetch --unshallow`";
  const args = ["affected", "--base", made.commits[0] ?? ""];
  for (const [line, env] of [
    [args, {}],
    [["affected", "--offline"], pushed(made.commits[0] ?? "").env],
  ] as const) {
    const { code, stderr } = await bp(line, { cwd, env });
    expect([code, stderr.includes(told)]).toEqual([2, true]);
  }
  expect(git(cwd, "rev-list", "--count", "HEAD")).toBe("1");
});

test("selectors, waves, shards, tags", async () => {
  const { root, commits } = history();
  const names = async (...args: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await bp(["affected", ...args, "-o", "json"], { cwd: root });
    return (
      (JSON.parse(stdout) as { blueprints?: { name: string }[] }).blueprints?.map(
        ({ name }) => name,
      ) ?? []
    );
  };
  const changed = ["--base", commits[0] ?? "", "--with-dependents"];
  expect(await names(...changed)).toEqual(["bp-db", "bp-shop"]);
  expect(await names("shop", ...changed)).toEqual(["bp-shop"]);
  expect(await names(...changed, "--wave", "1")).toEqual(["bp-shop"]);
  expect(await names(...changed, "--shard", "2/2")).toEqual(["bp-shop"]);
  expect(await names("--base", commits[1] ?? "")).toEqual([]);
  expect(await names("--tag", "products/site/v1.0.0")).toEqual(["bp-site"]);
  expect(await names("--head", commits[0] ?? "", "--base", commits[0] ?? "")).toEqual([]);
});

test("changed compositions are among what affects, and named", async () => {
  const { root, commits } = history();
  write(root, compositions("products/site"));
  const added = commit(root);
  appendFileSync(join(root, "products/site/compositions/functions.yaml"), "# pinned\n");
  appendFileSync(join(root, "products/db/chart/values.yaml"), "y: 1\n");
  commit(root);
  const { stdout } = await bp(["affected", "--base", added], { cwd: root });
  expect(stdout).toMatch(/bp-db +1\.0\.0 +products\/db +changed\n/u);
  expect(stdout).toMatch(/bp-site +1\.0\.0 +products\/site +changed in compositions\/\n/u);
  const since = await bp(["affected", "--base", commits[2] ?? "", "-o", "json"], { cwd: root });
  expect(JSON.parse(since.stdout)).toMatchObject({
    blueprints: [
      { name: "bp-db", reason: "changed", because: [] },
      { name: "bp-site", reason: "changed", because: ["compositions/"] },
    ],
  });
});

test("--affected selects it for every other command, in CI by the event", async () => {
  const { root, commits } = history();
  const listed = async (
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<readonly string[]> => {
    const { code, stdout } = await bp(["list", "-o", "json", ...args], { cwd: root, env });
    expect(code).toBe(0);
    const { blueprints } = JSON.parse(stdout) as { blueprints: { name: string }[] };
    return blueprints.map(({ name }) => name);
  };
  const since = `--affected=${commits[0]}`;
  expect(await listed([since])).toEqual(["bp-db"]);
  expect(await listed([since, "--with-dependents"])).toEqual(["bp-db", "bp-shop"]);
  expect(await listed(["shop", since])).toEqual([]);
  expect(await listed(["--affected"], pushed(commits[0] ?? "").env)).toEqual(["bp-db"]);
  const tag = { CI: "true", GITHUB_ACTIONS: "true", GITHUB_REF: "refs/tags/products/site/v1.0.0" };
  expect(await listed(["--affected"], tag)).toEqual(["bp-site"]);
});

test("--affected of a change that affects nothing is a success that says so", async () => {
  const { root, commits } = history();
  const since = `--affected=${commits[1]}`;
  for (const command of ["lint", "publish", "package", "graph"]) {
    const { code, stderr } = await bp([command, since], { cwd: root });
    expect([command, code, stderr.includes("the change affects no blueprint")]).toEqual([
      command,
      0,
      true,
    ]);
  }
  expect(git(root, "status", "--porcelain")).toBe("");
  const { code } = await bp(["list", "--all", since], { cwd: root });
  expect(code).toBe(2);
});

test.each([
  [["list", "--affected", "shop"], "shop is a blueprint, and the name of a revision stands here"],
  [["affected", "--base", "shop"], "shop is a blueprint, and the name of a revision stands here"],
  [["affected", "--base", "mian"], "did you mean main?"],
  [["affected", "--base", "nowhere"], "`git fetch` brings revisions of others"],
  [["affected", "main"], "main is a revision: --base main compares with it"],
  [["affected", "shpo"], "did you mean shop?"],
])("%j: what was probably meant is said", async (args, hint) => {
  const { root } = history();
  const { code, stderr } = await bp(args, { cwd: root });
  expect([code, stderr]).toEqual([2, expect.stringContaining(hint)]);
});

test.each([
  [["--tag", "products/site/v2.0.0"], 1, "the tag says products/site 2.0.0, and it is 1.0.0"],
  [["--tag", "products/sites/v1.0.0"], 2, "nothing that is published lies in products/sites"],
  [["--tag", "v1.0.0"], 2, 'the tag "v1.0.0" names no blueprint'],
  [["--shard", "3/2"], 2, '"3/2" is no shard'],
  [["--wave", "x"], 2, "--wave takes a whole number"],
  [["--for", "jenkins"], 2, 'unknown service "jenkins"'],
  [["--head=--output=x"], 2, "there is no revision"],
] as const)("%j is refused", async (args, code, message) => {
  const cwd = workspace(unit("products/site"));
  initialise(cwd);
  commit(cwd);
  const outcome = await bp(["affected", ...args], { cwd });
  expect([outcome.code, outcome.stderr.includes(message)]).toEqual([code, true]);
});

test("a matrix alone on standard output, and of no other command", async () => {
  const { root, commits } = history();
  const { stdout } = await bp(["affected", "--base", commits[0] ?? "", "-o", "matrix"], {
    cwd: root,
  });
  expect(JSON.parse(stdout)).toEqual({
    include: [{ name: "bp-db", folder: "products/db", version: "1.0.0", wave: 0 }],
  });
  const other = await bp(["package", "-o", "matrix"], { cwd: root });
  expect(other).toMatchObject({ code: 2, stdout: "" });
  expect(git(root, "status", "--porcelain")).toBe("");
});
