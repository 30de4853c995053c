import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { mustBp } from "../support/program.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";

const shop = unit("products/shop", { depends: { "bp-db": "^1.0.0" } });

async function plan(
  cwd: string,
  ...args: readonly string[]
): Promise<{ code: number | null; text: string }> {
  const { code, stdout, stderr } = await bp(["plan", "install", ...args], { cwd });
  return { code, text: stdout + stderr };
}

test("its --config is the installation's, before and behind the name, and the workspace's is still found", async () => {
  const cwd = workspace(shop, unit("products/db"), {
    "bp.config.yaml": "registry: ghcr.io/acme/charts\nverify: { key: cosign.pub }\n",
    "shop.yaml": "hello: world\n",
  });
  const line = ["shop", "--config", "shop.yaml"];
  expect((await plan(cwd, ...line)).text).toContain("  hello: world\n");
  await mustBp(["keygen"], { cwd });
  const { code, text } = await plan(cwd, "--config=shop.yaml", "shop", "--target", "flux");
  expect(code).toBe(0);
  expect(text).toContain("url: oci://ghcr.io/acme/charts/bp-shop\n");
  expect(text).toContain("hello: world");
  expect((await bp(["list", "--config", "shop.yaml"], { cwd })).code).toBe(2);
});

test("a folder, a name with a range, and what is no blueprint", async () => {
  const cwd = workspace(shop, unit("products/db"));
  expect((await plan(cwd, "products/shop")).code).toBe(0);
  expect((await plan(cwd, "bp-shop@^1.0.0")).code).toBe(0);
  expect(await plan(cwd, "shop@^2")).toMatchObject({
    code: 1,
    text: expect.stringContaining("this workspace has bp-shop 1.0.0") as string,
  });
  const faults = {
    "shop@x y": '"x y" is no range of versions',
    shp: "this workspace has no bp-shp\n  help: did you mean bp-shop?",
    "products/": "products/ is 2 blueprints, and one is installed at a time",
  };
  for (const [name, message] of Object.entries(faults))
    expect(await plan(cwd, name)).toMatchObject({
      code: 2,
      text: expect.stringContaining(message) as string,
    });
});

test.each([
  [["--target", "helm"], 'unknown target "helm"'],
  [["--target", "flux", "--source", "Git"], 'unknown source "Git"'],
  [["--target", "flux"], "nothing says where the cluster pulls from"],
  [["--target", "flux", "--registry", "oci-layout:x"], "oci-layout:x is no registry"],
  [["--target", "flux", "--registry", "ghcr.io/a"], "no policy says who must have signed"],
  [
    ["--target", "flux", "--registry", "ghcr.io/a", "--certificate-identity", "x"],
    "an identity and the issuer that vouches for it go together",
  ],
  [
    [
      "--target",
      "flux",
      "--registry",
      "ghcr.io/a",
      "--certificate-identity",
      "x",
      "--certificate-oidc-issuer",
      "y",
      "--key",
      "z",
    ],
    "a key and an identity are two policies",
  ],
  [["--lock"], "bp.lock holds published versions: this workspace is none"],
  [["--config", "none.yaml"], "cannot read"],
  [["--name", "A"], '"A" is no name for --name'],
  [["--overlay", "small"], 'bp-db has no overlay "small"'],
] as const)("%j is refused", async (args, message) => {
  const cwd = workspace(unit("products/db"));
  expect(await plan(cwd, "db", ...args)).toMatchObject({
    code: 2,
    text: expect.stringContaining(message) as string,
  });
});

test("a private key never comes into a manifest", async () => {
  const cwd = workspace(unit("products/db"));
  await mustBp(["keygen"], { cwd });
  const flux = ["--target", "flux", "--registry", "ghcr.io/a", "--key"];
  const { code, text } = await plan(cwd, "db", ...flux, "cosign.key");
  expect([
    code,
    text.includes(readFileSync(join(cwd, "cosign.key"), "utf8").slice(60, 100)),
  ]).toEqual([2, false]);
  const good = await plan(cwd, "db", ...flux, "cosign.pub");
  expect(good.text).toContain(readFileSync(join(cwd, "cosign.pub"), "utf8").split("\n")[1]);
});

test("from a registry and from its layout: the same plan, with digests, the report of which is what is there next", async () => {
  const root = temporary();
  const registry = await serveRegistry({ root, port: 0 });
  try {
    const cwd = workspace(shop, unit("products/db"));
    await mustBp(["keygen"], { cwd });
    const to = `${registry.host}/charts`;
    await mustBp(["publish", "--to", to, "--key", "cosign.key"], { cwd });
    const empty = workspace({ "README.md": "" });
    const args = ["plan", "install", "shop", "-o", "json", "--from"];
    const remote = JSON.parse((await mustBp([...args, to], { cwd: empty })).stdout) as Plan;
    const local = JSON.parse(
      (await mustBp([...args, `oci-layout:${root}/charts`], { cwd: empty })).stdout,
    ) as Plan;
    expect(local.applications).toEqual(remote.applications);
    expect(
      remote.applications.map(({ blueprint, digest }) => [blueprint, digest?.slice(0, 7)]),
    ).toEqual([
      ["bp-db", "sha256:"],
      ["bp-shop", "sha256:"],
    ]);
    const lock = () => readFileSync(join(empty, "bp.lock"), "utf8");
    expect((await plan(empty, "shop", "--from", to, "--lock")).text).toContain("wrote bp.lock");
    expect(
      lock().match(/^ {2}bp-(?:db|shop):\n {4}digest: sha256:\w{64}\n {4}version: 1\.0\.0$/gmu),
    ).toHaveLength(2);
    expect((await plan(empty, "shop", "--from", to, "--lock")).text).not.toContain("wrote");
    const newer = workspace(unit("products/db", { version: "1.1.0" }));
    await mustBp(["publish", "--to", to, "--key", join(cwd, "cosign.key")], { cwd: newer });
    expect((await plan(empty, "shop", "--from", to)).text).toMatch(/bp-db +1\.0\.0/u);
    expect((await plan(empty, "shop", "--from", to, "--update")).text).toMatch(/bp-db +1\.1\.0/u);
    const digest = /bp-db:\n +digest: (\S+)/u.exec(lock())?.[1] ?? "";
    writeFileSync(join(empty, "bp.lock"), lock().replace(digest, `sha256:${"0".repeat(64)}`));
    expect(await plan(empty, "shop", "--from", to)).toMatchObject({
      code: 1,
      text: expect.stringContaining(`is not what bp.lock holds: locked is sha256:000`) as string,
    });
    writeFileSync(join(empty, "bp.lock"), "blueprints: 1\n");
    expect((await plan(empty, "shop", "--from", to)).text).toContain(
      "bp.lock:1: bp.lock cannot be read",
    );
    rmSync(join(empty, "bp.lock"));
    writeFileSync(join(empty, "there.json"), JSON.stringify(remote));
    const again = [...args, to, "--existing", "there.json"];
    const second = JSON.parse((await mustBp(again, { cwd: empty })).stdout) as Plan;
    expect(second.applications.map(({ action }) => action)).toEqual(["reuse", "reuse"]);
  } finally {
    await registry.close();
  }
});

interface Plan {
  readonly applications: readonly {
    readonly blueprint: string;
    readonly action: string;
    readonly digest: string | null;
  }[];
}
