import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { commit, initialise } from "../support/git.ts";
import { mustBp } from "../support/program.ts";
import { startProxy } from "../support/registry.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";

interface Plan {
  readonly head: string | null;
  readonly dirty: boolean;
  readonly artifacts: readonly {
    readonly name: string;
    readonly digest: string;
    readonly status: string;
  }[];
}

async function plan(cwd: string, ...args: readonly string[]): Promise<Plan> {
  return JSON.parse((await bp(["plan", "publish", "-o", "json", ...args], { cwd })).stdout) as Plan;
}

test("the digests of a plan are those that are published, and a registry is asked once for each and written nothing", async () => {
  const registry = await serveRegistry({ root: temporary() });
  const proxy = await startProxy(registry.host);
  try {
    const cwd = workspace(
      unit("products/shop", { depends: { "bp-db": "*" } }),
      unit("products/db"),
    );
    initialise(cwd);
    const head = commit(cwd);
    const to = ["--to", `${proxy.host}/charts`];
    const first = await plan(cwd, ...to);
    expect(first).toMatchObject({ head, dirty: false });
    expect(first.artifacts.map(({ name, status }) => [name, status])).toEqual([
      ["bp-db", "new"],
      ["bp-shop", "new"],
    ]);
    expect(
      proxy.requests
        .map(({ method }) => method)
        .filter((method) => method !== "HEAD" && method !== "GET"),
    ).toEqual([]);
    expect(proxy.requests).toHaveLength(2);
    await mustBp(["keygen"], { cwd });
    const published = await mustBp(["publish", ...to, "--key", "cosign.key", "-o", "json"], {
      cwd,
    });
    const { artifacts } = JSON.parse(published.stdout) as Plan;
    expect(artifacts.map(({ digest }) => digest)).toEqual(
      first.artifacts.map(({ digest }) => digest),
    );
    const again = await plan(cwd, ...to);
    expect(again.artifacts.map(({ status }) => status)).toEqual(["unchanged", "unchanged"]);
    const offline = await plan(cwd, ...to, "--offline");
    expect(offline.artifacts.map(({ status }) => status)).toEqual(["unknown", "unknown"]);
    appendFileSync(join(cwd, "products/db/chart/values.yaml"), "x: 1\n");
    const changed = await bp(["plan", "publish", ...to], { cwd });
    expect(changed).toMatchObject({
      code: 4,
      stdout: expect.stringContaining("1 unchanged, 1 conflict") as string,
    });
  } finally {
    await proxy.close();
    await registry.close();
  }
});

test("what the registry refuses to say is unknown, and no fault of the plan; a wrong login is one", async () => {
  const proxy = await startProxy();
  try {
    const cwd = workspace(unit("products/shop"), unit("products/db"));
    const refusal = { status: 403, body: '{"errors":[{"code":"DENIED","message":"denied"}]}' };
    proxy.plan(({ path }) => (path.includes("/bp-db/") ? refusal : undefined));
    const args = ["plan", "publish", "--to", `${proxy.host}/charts`];
    const told = await bp(args, { cwd });
    expect([told.code, told.stdout]).toEqual([
      0,
      expect.stringContaining("bp-db: whether 1.0.0 is published is not known: "),
    ]);
    expect(told.stdout).toContain("1 new, 1 unknown in ");
    const { artifacts } = await plan(cwd, ...args.slice(2));
    expect(artifacts.map(({ name, status }) => [name, status])).toEqual([
      ["bp-db", "unknown"],
      ["bp-shop", "new"],
    ]);
    proxy.plan(() => ({ status: 401, body: "" }));
    expect((await bp(args, { cwd })).code).toBe(3);
  } finally {
    await proxy.close();
  }
});

test("a publish of a plan is all of it and nothing else, or nothing at all", async () => {
  const cwd = workspace(unit("products/shop"), unit("products/db"), unit("products/site"));
  await mustBp(["plan", "publish", "shop", "db", "-o", "json=plan.json"], { cwd });
  appendFileSync(join(cwd, "products/db/chart/values.yaml"), "x: 1\n");
  const refused = await bp(["publish", "--plan", "plan.json"], { cwd });
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /bp-db 1\.0\.0 is planned as sha256:\w+, and is 1\.0\.0 sha256:/u,
    ) as string,
  });
  expect(existsSync(join(cwd, ".bp"))).toBe(false);
  await mustBp(["plan", "publish", "shop", "db", "-o", "json=plan.json"], { cwd });
  const { stdout } = await mustBp(["publish", "--plan", "plan.json", "-o", "json"], { cwd });
  const { artifacts } = JSON.parse(stdout) as Plan;
  expect(artifacts.map(({ name, status }) => [name, status])).toEqual([
    ["bp-db", "published"],
    ["bp-shop", "published"],
  ]);
});

test.each([
  ["{", "plan.json is not JSON"],
  ["{}", "plan.json is no report of bp plan publish"],
  ['{"command": "plan publish", "artifacts": []}', "plan.json plans nothing"],
  [
    '{"command": "plan publish", "artifacts": [{"name": "bp-x", "digest": null}]}',
    "plan.json: bp-x could not be planned",
  ],
] as const)("%s is refused", async (text, message) => {
  const cwd = workspace(unit("products/shop"), { "plan.json": text });
  const { code, stderr } = await bp(["publish", "--plan", "plan.json"], { cwd });
  expect([code, stderr.includes(message)]).toEqual([1, true]);
});

test("what is planned and not here, another version, and selectors beside a plan", async () => {
  const cwd = workspace(unit("products/shop"));
  await mustBp(["plan", "publish", "-o", "json=plan.json"], { cwd });
  const text = readFileSync(join(cwd, "plan.json"), "utf8");
  const tell = async (): Promise<string> =>
    (await bp(["publish", "--plan", "plan.json"], { cwd })).stderr;
  writeFileSync(join(cwd, "plan.json"), text.replaceAll("products/shop", "products/shops"));
  expect(await tell()).toContain("bp-shop of products/shops is planned, and is not here");
  writeFileSync(
    join(cwd, "plan.json"),
    text.replaceAll('"version": "1.0.0"', '"version": "1.0.1"'),
  );
  expect(await tell()).toContain("bp-shop 1.0.1 is planned as");
  const both = await bp(["publish", "shop", "--plan", "plan.json"], { cwd });
  expect(both).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("nothing else is selected") as string,
  });
});
