import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { startChartRepository } from "../support/chart-repository.ts";
import { commit, git, initialise } from "../support/git.ts";
import type { Outcome } from "../support/program.ts";
import { bp, mustBp, said } from "../support/program.ts";
import { startServing } from "../support/serving.ts";
import type { KeyPair } from "../support/signed.ts";
import { keyPair } from "../support/signed.ts";
import { upstream } from "../support/upstream.ts";
import { temporary, unit, workspace, write } from "../support/workspace.ts";

let keys: KeyPair;

beforeAll(async () => {
  keys = await keyPair();
});

interface Scene {
  readonly cwd: string;
  readonly reference: string;
  readonly publish: (env?: Readonly<Record<string, string>>) => Promise<Outcome>;
  readonly rebuild: (...args: readonly string[]) => Promise<Outcome>;
  /** `bp rebuild … -o json`, by the key. */
  readonly report: () => Promise<Record<string, unknown>>;
}

/** A workspace under git, and a registry in a process of its own. */
async function scene(files = unit("products/shop")): Promise<Scene> {
  const { host, end } = await startServing([temporary()]);
  onTestFinished(async () => void (await end("SIGTERM")));
  const cwd = workspace({ ...files, ".gitignore": "charts/\n" });
  initialise(cwd);
  commit(cwd);
  git(cwd, "remote", "add", "origin", "https://git.example/acme/shop.git");
  const reference = `${host}/charts/bp-shop:1.0.0`;
  const rebuild = (...args: readonly string[]): Promise<Outcome> =>
    bp(["rebuild", reference, ...args], { cwd });
  return {
    cwd,
    reference,
    rebuild,
    publish: (env = {}) =>
      mustBp(["publish", "shop", "--to", `${host}/charts`, "--key", keys.key], { cwd, env }),
    report: async () => {
      const { stdout } = await rebuild("--key", keys.publicKey, "-o", "json");
      return JSON.parse(stdout) as Record<string, unknown>;
    },
  };
}

describe("built again from its commit", () => {
  test("it is identical, whatever has come since", async () => {
    const { cwd, publish, rebuild, report } = await scene();
    const published = git(cwd, "rev-parse", "HEAD");
    await publish();
    write(cwd, { "products/shop/chart/values.yaml": "image: registry.example/app:2.0.0\n" });
    commit(cwd);
    rmSync(join(cwd, "products"), { recursive: true });
    const outcome = await rebuild("--key", keys.publicKey);
    expect(outcome.code, said(outcome)).toBe(0);
    expect(outcome.stdout).toMatch(/^identical: built again, it is sha256:[0-9a-f]{64}$/mu);
    expect(outcome.stdout).toContain(
      `commit     ${published} of https://git.example/acme/shop.git`,
    );
    expect(outcome.stdout).toMatch(/signed by {2}the key \S+=/u);
    expect(await report()).toMatchObject({
      identical: true,
      provenance: {
        folder: "products/shop",
        source: { commit: published, dirty: false },
        tool: { version: expect.any(String), dirHash: expect.stringMatching(/^[0-9a-f]{64}$/u) },
      },
    });
  });

  test("who is trusted is asked for, and without one it says that nobody was", async () => {
    const { publish, rebuild } = await scene();
    await publish();
    const unverified = await rebuild();
    expect([unverified.code, unverified.stdout]).toEqual([
      0,
      expect.stringContaining("the provenance is NOT verified: nothing says whom to trust"),
    ]);
    const other = await keyPair();
    const refused = await rebuild("--key", other.publicKey);
    expect([refused.code, said(refused)]).toEqual([
      1,
      expect.stringContaining("its provenance is signed by nobody who is trusted"),
    ]);
  });

  test("upstream charts that git does not have come out of the cache, by the lock", async () => {
    const charts = await startChartRepository([await upstream({ name: "nats", version: "1.2.6" })]);
    onTestFinished(() => charts.close());
    const cache = { XDG_CACHE_HOME: temporary() };
    const nats = `{ name: nats, version: 1.2.6, repository: "${charts.url}" }`;
    const { cwd, publish, reference } = await scene(
      unit("products/shop", { dependencies: [nats] }),
    );
    await mustBp(["vendor"], { cwd, env: cache });
    commit(cwd);
    expect(git(cwd, "ls-files")).not.toContain("nats");
    await publish();
    rmSync(join(cwd, "products/shop/chart/charts"), { recursive: true });
    const asked = charts.asked.length;
    const again = ["rebuild", reference, "--key", keys.publicKey];
    const outcome = await bp(again, { cwd, env: cache });
    expect(outcome.code, said(outcome)).toBe(0);
    expect(charts.asked).toHaveLength(asked);
    const fetched = await bp(again, { cwd, env: { XDG_CACHE_HOME: temporary() } });
    expect(fetched.code, said(fetched)).toBe(0);
    expect(charts.asked.length).toBeGreaterThan(asked);
  });
});

describe("what was not committed", () => {
  test("a changed file is told, with what the provenance says of it", async () => {
    const { cwd, publish, rebuild, report } = await scene();
    write(cwd, {
      "products/shop/chart/values.yaml": "image: registry.example/app:9.9.9\n",
      "products/shop/blueprint.yaml": `${unit("products/shop")["products/shop/blueprint.yaml"]}# a word\n`,
    });
    await publish();
    const outcome = await rebuild("--key", keys.publicKey);
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toMatch(
      /^NOT identical: published sha256:\w+, built again sha256:\w+$/mu,
    );
    expect(outcome.stdout).toContain("the first file that differs is values.yaml (other bytes");
    expect(outcome.stdout).toContain("files differed from the commit when it was published");
    expect(outcome.stdout).toMatch(/blueprint\.yaml differs from line \d+/u);
    expect(await report()).toMatchObject({
      exitCode: 1,
      identical: false,
      provenance: { source: { dirty: true } },
      files: [{ path: "values.yaml", kind: "content" }],
      blueprint: { before: "# a word", after: "" },
      manifest: [{ part: "catalyst.openova.io/blueprint.digest" }],
    });
  });

  test("a file that git does not know makes a build dirty too", async () => {
    const { cwd, publish, report } = await scene();
    write(cwd, { "products/shop/chart/templates/more.yaml": "" });
    await publish();
    expect(await report()).toMatchObject({
      provenance: { source: { dirty: true } },
      files: [{ path: "templates/more.yaml", kind: "missing", rebuilt: null }],
    });
  });
});

describe("what cannot be built again ends with 2, and says why", () => {
  test("a commit that is not here, with what brings it", async () => {
    const { cwd, publish, rebuild } = await scene();
    const published = git(cwd, "rev-parse", "HEAD");
    await publish();
    rmSync(join(cwd, ".git"), { recursive: true });
    initialise(cwd);
    writeFileSync(join(cwd, "other"), "");
    commit(cwd, "another history");
    const outcome = await rebuild("--key", keys.publicKey);
    expect(outcome.code).toBe(2);
    expect(said(outcome)).toContain(`the commit ${published}, of which it was built, is not here`);
    expect(said(outcome)).toContain(`git fetch https://git.example/acme/shop.git ${published}`);
  });

  test("what was published outside a repository", async () => {
    const { cwd, publish, rebuild } = await scene();
    rmSync(join(cwd, ".git"), { recursive: true });
    await publish();
    const outcome = await rebuild("--key", keys.publicKey);
    expect([outcome.code, said(outcome)]).toEqual([2, expect.stringContaining("names no commit")]);
  });

  test("what was never published", async () => {
    const { rebuild } = await scene();
    expect((await rebuild("--key", keys.publicKey)).code).toBe(2);
  });
});
