import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { parseConfig } from "../../src/app/config.ts";
import { commands } from "../../src/cli/commands/index.ts";
import { nameOf } from "../../src/cli/declaration.ts";
import { isBpError } from "../../src/model/error.ts";
import { parseYaml, toValue } from "../../src/yaml/index.ts";
import { startChartRepository } from "../support/chart-repository.ts";
import { commit, initialise } from "../support/git.ts";
import { upstream } from "../support/upstream.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults, schema, schemaNames } from "./support/schemas.ts";

const root = join(import.meta.dirname, "../..");
const corpus = process.env["BP_CORPUS"] ?? join(root, "../shared/corpus/openova");

/** Runs a command, holds its report against the schema of that name, and gives the report. */
async function report(
  name: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Record<string, unknown>> {
  const { code, stdout } = await bp([...args, "-o", "json"], { cwd, env });
  const value = JSON.parse(stdout) as Record<string, unknown>;
  expect(faults(name, value)).toEqual([]);
  expect(value["exitCode"]).toBe(code);
  return value;
}

/** The project's own Blueprints, where they may be published from. */
function ownBlueprints(): string {
  const folder = temporary();
  for (const name of ["products", "platform"])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  return folder;
}

describe("the schemas", () => {
  test.each(schemaNames)("%s compiles", (name) => {
    expect(schema(name)).toBeTypeOf("function");
  });

  test("each is a command's, or shared by several", () => {
    const known = new Set(commands.map((command) => nameOf(command).replace(" ", "-")));
    const others = new Set(["report", "failure", "chart-test", "config"]);
    expect(schemaNames.filter((name) => !known.has(name) && !others.has(name))).toEqual([]);
  });

  test("a field that is not declared, or not there, is found", async () => {
    const value = await report("list", ["list"], workspace(unit("products/shop")));
    expect(faults("list", { ...value, more: 1 })).toHaveLength(1);
    const { drafts: _, ...less } = value;
    expect(faults("list", less)).toHaveLength(1);
    expect(faults("list", { ...value, ok: false })).not.toEqual([]);
    expect(faults("lint", value)).not.toEqual([]);
    const [first] = value["blueprints"] as readonly object[];
    expect(faults("list", { ...value, blueprints: [{ ...first, more: 1 }] })).not.toEqual([]);
  });
});

describe("reports on the project's own Blueprints", () => {
  test("list, lint, graph and package", async () => {
    const cwd = ownBlueprints();
    expect(await report("list", ["list"], cwd)).toMatchObject({ ok: true });
    expect(await report("lint", ["lint"], cwd)).toMatchObject({ ok: true });
    expect(await report("graph", ["graph"], cwd)).toMatchObject({ ok: true });
    const packaged = await report("package", ["package", "products/*", "--out", "out"], cwd);
    expect(packaged).toMatchObject({ ok: true });
  });

  test("vendor and outdated, of what is there and what is not", async () => {
    const repository = await startChartRepository([
      await upstream({ name: "a", version: "1.2.3" }),
    ]);
    onTestFinished(() => repository.close());
    const on = (name: string): string =>
      `{ name: ${name}, version: 1.x, repository: "${repository.url}" }`;
    const cwd = workspace(
      unit("products/shop", { dependencies: [on("a")] }),
      unit("products/hollow", {
        dependencies: [on("b"), '{ name: c, version: 1, repository: "@c" }'],
      }),
    );
    const env = { XDG_CACHE_HOME: join(cwd, "cache") };
    const vendored = await report("vendor", ["vendor", "shop"], cwd, env);
    expect(vendored).toMatchObject({ ok: true, summary: { fetched: 1 } });
    expect(await report("outdated", ["outdated", "shop"], cwd, env)).toMatchObject({ ok: true });
    expect(await report("vendor", ["vendor"], cwd, env)).toMatchObject({ ok: false });
    expect(await report("outdated", ["outdated"], cwd, env)).toMatchObject({ ok: false });
  });

  test("diff, of a published version and the tree", async () => {
    const cwd = ownBlueprints();
    await report("publish", ["publish", "axon"], cwd);
    const old = "oci-layout:.bp/registry/bp-axon:1.1.0";
    expect(await report("diff", ["diff", old], cwd)).toMatchObject({ ok: true });
    cpSync(
      join(cwd, "products/relay/chart/values.yaml"),
      join(cwd, "products/axon/chart/values.yaml"),
    );
    expect(await report("diff", ["diff", old], cwd)).toMatchObject({ bump: { level: "major" } });
  });

  test("explain and schema", async () => {
    const cwd = workspace(unit("products/shop"));
    expect(await report("explain", ["explain"], cwd)).toMatchObject({ ok: true });
    expect(await report("schema", ["schema"], cwd)).toMatchObject({ ok: true });
    await report("failure", ["explain", "no-such-rule"], cwd);
  });

  test("publish, twice and once with other bytes, and verify", async () => {
    const cwd = ownBlueprints();
    const publish = ["publish", "axon", "relay"];
    expect(await report("publish", [...publish, "--dry-run"], cwd)).toMatchObject({ ok: true });
    expect(await report("publish", publish, cwd)).toMatchObject({ summary: { published: 2 } });
    expect(await report("publish", publish, cwd)).toMatchObject({ summary: { unchanged: 2 } });
    cpSync(join(cwd, "products/axon/README.md"), join(cwd, "products/axon/chart/README.md"));
    const conflict = await report("publish", publish, cwd);
    expect(conflict).toMatchObject({ exitCode: 4, summary: { conflict: 1, unchanged: 1 } });
    const { reference } = (conflict["artifacts"] as readonly { reference: string }[])[0] ?? {};
    expect(await report("verify", ["verify", reference ?? ""], cwd)).toMatchObject({ ok: true });
  });
});

describe("reports of what went wrong", () => {
  test("a run that failed", async () => {
    const cwd = workspace(unit("products/shop"));
    const failures = [
      ["list", "nothing"],
      ["graph", "--format", "png"],
      ["publish", "--to", "ghcr.io/acme"],
      ["verify", "oci-layout:out/bp-shop:1.0.0", "--key", "none.pub"],
      ["keygen", "--output-key-prefix", "products/shop/blueprint.yaml/x"],
    ];
    for (const args of failures) await report("failure", args, cwd);
  });

  test("a plan of a publish, and one that would be refused", async () => {
    const cwd = workspace(unit("products/shop"), unit("products/site", { version: "1.0" }));
    const plan = ["plan", "publish"];
    expect(await report("plan-publish", [...plan, "shop"], cwd)).toMatchObject({
      summary: { new: 1 },
    });
    expect(await report("plan-publish", plan, cwd)).toMatchObject({ exitCode: 1 });
  });

  test("affected, of a repository", async () => {
    const cwd = workspace(unit("products/shop"), unit("products/site"));
    initialise(cwd);
    commit(cwd);
    writeFileSync(join(cwd, "products/shop/chart/values.yaml"), "x: 1\n");
    rmSync(join(cwd, "products/site"), { recursive: true });
    commit(cwd);
    const value = await report("affected", ["affected", "--base", "HEAD~1"], cwd);
    expect(value).toMatchObject({
      blueprints: [{ name: "bp-shop" }],
      removed: [{ name: "bp-site" }],
    });
    await report("failure", ["affected", "--base", "nothing"], cwd);
  });

  test("plans: one that can be, and one that cannot", async () => {
    const cwd = workspace(
      unit("products/shop", { depends: { "bp-db": "^1.0.0" } }),
      unit("products/site", { depends: { "bp-db": "^2.0.0" } }),
      unit("products/db"),
    );
    const plan = ["plan", "install"];
    expect(await report("plan-install", [...plan, "shop"], cwd)).toMatchObject({ ok: true });
    expect(await report("plan-install", [...plan, "site"], cwd)).toMatchObject({ exitCode: 1 });
    await bp(["keygen"], { cwd });
    const flux = ["--target", "flux", "--registry", "ghcr.io/acme", "--key", "cosign.pub"];
    const made = await report("plan-install", [...plan, "shop", ...flux], cwd);
    expect(made).toMatchObject({ manifests: { target: "flux" } });
    await report("failure", [...plan, "nothing"], cwd);
  });

  test("findings, failed packages and a failed verification", async () => {
    const cwd = workspace(
      unit("products/shop", { depends: { nowhere: "*" }, version: "1.0" }),
      unit("products/site", {
        dependencies: ["{ name: x, version: 1.0.0, repository: https://h }"],
      }),
    );
    expect(await report("lint", ["lint"], cwd)).toMatchObject({ exitCode: 1 });
    expect(await report("graph", ["graph"], cwd)).toMatchObject({ exitCode: 1 });
    expect(await report("package", ["package"], cwd)).toMatchObject({ exitCode: 1 });
    expect(await report("publish", ["publish"], cwd)).toMatchObject({ exitCode: 1 });
  });

  test("another key", async () => {
    const cwd = workspace(unit("products/shop"));
    await report("publish", ["publish"], cwd);
    expect(await report("keygen", ["keygen"], cwd)).toMatchObject({ encrypted: false });
    const reference = "oci-layout:.bp/registry/bp-shop:1.0.0";
    const verified = await report("verify", ["verify", reference, "--key", "cosign.pub"], cwd);
    expect(verified).toMatchObject({ exitCode: 1 });
  });
});

test("the report of serve, once it is stopped", async () => {
  const { code, stdout } = await bp(["serve", ".", "--port", "0", "-o", "json"], {
    cwd: temporary(),
    started: (child) => {
      child.stderr?.once("data", () => child.kill("SIGTERM"));
    },
  });
  expect(code).toBe(0);
  expect(faults("serve", JSON.parse(stdout))).toEqual([]);
});

describe.skipIf(!existsSync(corpus))("reports on the corpus", () => {
  test.each([
    ["list", ["list"]],
    ["lint", ["lint"]],
    ["graph", ["graph"]],
    ["kit-check", ["kit", "check"]],
    ["publish", ["publish", "--dry-run"]],
  ] as const)("%s", async (name, args) => {
    const value = await report(name, args, corpus);
    expect(value["findings"]).toBeInstanceOf(Array);
  });
});

describe("the schema of bp.config.yaml says what bp says", () => {
  test.each([
    "",
    "roots: [charts]\nkits: []\nregistry: ghcr.io/acme\nworkspaceDependencies: false\n",
    "names: { exceptions: { products/x: the-x } }\nsigning: { key: a.key }\nverify: { key: a.pub }\n",
    "lint: { profile: strict, rules: { BP106: off, BP107: error }, baseline: b.json }\n",
    "lint: { suppress: [{ rule: BP106, path: a/**, reason: later, until: '2027-01-31' }] }\n",
    "rots: [charts]\n",
    "roots: charts\n",
    "roots: [1]\n",
    "registry: ''\n",
    "registry: 5\n",
    "workspaceDependencies: 'no'\n",
    "names: {}\n",
    "names: { exceptions: { a: 1 } }\n",
    "names: { exceptions: {}, prefix: x }\n",
    "signing: {}\n",
    "signing: { key: a, more: b }\n",
    "verify: a.pub\n",
    "lint: { profile: lax }\n",
    "lint: { rules: { BP106: loud } }\n",
    "lint: { suppress: [{ rule: BP106, path: a }] }\n",
    "[]\n",
  ])("%j", (text) => {
    const value = toValue(parseYaml(text, "bp.config.yaml").documents[0]?.root) ?? null;
    expect(faults("config", value).length === 0).toBe(isAccepted(text));
  });

  test("names every key that a page of the documentation names", () => {
    const page = readFileSync(join(root, "docs/configuration.md"), "utf8");
    const { properties } = schema("config").schema as { properties: object };
    for (const key of Object.keys(properties)) expect(page).toContain(`\`${key}`);
  });
});

function isAccepted(text: string): boolean {
  try {
    parseConfig(text, "bp.config.yaml");
    return true;
  } catch (error) {
    if (isBpError(error, "CONFIG")) return false;
    throw error;
  }
}
