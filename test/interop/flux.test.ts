import { mkdtempSync } from "node:fs";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { fluxCrds } from "./support/flux-crds.ts";
import { peersNamed, REPOSITORY } from "./support/peers.ts";
import { mustRun, run } from "./support/process.ts";
import { copyWorkspace, makeScratch } from "./support/scratch.ts";

const crds = await fluxCrds(mkdtempSync(join(tmpdir(), "bp-flux-crds-")));
const scratch = makeScratch();
afterAll(() => scratch.remove());

const identity = [
  "--certificate-identity",
  "https://github.com/a/b/.github/workflows/c.yaml@refs/heads/main",
];
const issuer = ["--certificate-oidc-issuer", "https://token.actions.githubusercontent.com"];

/** The manifests of an installation of our own cortex and all that it needs. */
async function manifests(...more: readonly string[]): Promise<string> {
  const cwd = await copyWorkspace(scratch, `w${more.join("").replaceAll(/\W/gu, "").slice(0, 40)}`);
  const bp = join(REPOSITORY, "bin/bp.js");
  const args = ["plan", "install", "cortex", "--target", "flux", "--registry", "ghcr.io/acme"];
  return (await mustRun(process.execPath, [bp, ...args, ...more], { cwd, env: scratch.env }))
    .stdout;
}

async function validate(program: string, text: string): Promise<{ code: number; said: string }> {
  const file = scratch.path("manifests.yaml");
  await writeFile(file, text);
  const args = ["--local-crds", crds ?? "", "--version", "1.32", file];
  const { code, stdout, stderr } = await run(program, args, { env: scratch.env });
  return { code, said: stdout + stderr };
}

describe.skipIf(crds === undefined)("our own bootstrap kit", () => {
  for (const program of peersNamed("kubectl-validate")) {
    test.skipIf(!program.present)(`${program.label}: is valid by the CRDs of Flux`, async () => {
      const cluster = join(REPOSITORY, "clusters/_template");
      const kit = join(cluster, "bootstrap-kit");
      const slots = (await readdir(kit)).filter((name) => name !== "kustomization.yaml");
      const files = [join(cluster, "sovereign.yaml"), ...slots.map((name) => join(kit, name))];
      const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
      expect(texts.join("").match(/^kind: HelmRelease$/gmu)).toHaveLength(slots.length);
      expect(await validate(program.path, texts.join("\n---\n"))).toMatchObject({ code: 0 });
    });
  }
});

describe.skipIf(crds === undefined)("the manifests of bp plan install", () => {
  for (const program of peersNamed("kubectl-validate")) {
    describe.skipIf(!program.present)(program.label, () => {
      test.each([
        ["OCIRepository", [...identity, ...issuer]],
        ["HelmRepository", [...identity, ...issuer, "--pull-secret", "login", "--plain-http"]],
      ] as const)("from an %s are valid by the CRDs of Flux", async (source, more) => {
        const text = await manifests("--source", source, ...more);
        expect(text.match(/^kind: HelmRelease$/gmu)).toHaveLength(4);
        expect(text).toContain("matchOIDCIdentity");
        expect(await validate(program.path, text)).toMatchObject({
          code: 0,
          said: expect.stringContaining("OK") as string,
        });
      });

      test("with a key are valid, and a field that Flux does not know is found", async () => {
        const cwd = await copyWorkspace(scratch, "keys");
        const bp = join(REPOSITORY, "bin/bp.js");
        await mustRun(process.execPath, [bp, "keygen"], { cwd, env: scratch.env });
        const key = join(cwd, "cosign.pub");
        const repository = await manifests("--key", key, "--source", "HelmRepository");
        expect(await validate(program.path, repository)).toMatchObject({ code: 0 });
        const text = await manifests("--key", key);
        expect(text).toContain((await readFile(key, "utf8")).split("\n")[1]);
        expect(await validate(program.path, text)).toMatchObject({
          code: 0,
          said: expect.stringContaining("OK") as string,
        });
        const wrong = await validate(
          program.path,
          text.replace("targetNamespace", "targetNamespaces"),
        );
        expect(wrong.code).not.toBe(0);
        expect(wrong.said).toContain("targetNamespaces");
      });
    });
  }
});

/** The slots of our own cortex and all that it needs, in a new kit. */
async function slots(name: string, ...more: readonly string[]): Promise<string> {
  const cwd = await copyWorkspace(scratch, name);
  const args = ["kit", "render", "cortex", "--with-dependencies", "--kit", "clusters/prod"];
  const bp = join(REPOSITORY, "bin/bp.js");
  const url = ["--url", "oci://ghcr.io/acme/charts"];
  await mustRun(process.execPath, [bp, ...args, ...url, ...more], { cwd, env: scratch.env });
  const folder = join(cwd, "clusters/prod/bootstrap-kit");
  const files = (await readdir(folder)).filter((file) => /^\d/u.test(file)).sort();
  return (await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")))).join("");
}

describe.skipIf(crds === undefined)("the slots of bp kit render", () => {
  const somebody = ["--verify-issuer", "^https://issuer$", "--verify-subject", "^https://signer/"];

  for (const program of peersNamed("kubectl-validate")) {
    describe.skipIf(!program.present)(program.label, () => {
      test("that verify an identity are valid, which a release's own chart cannot", async () => {
        const text = await slots("identity", ...somebody);
        expect(text.match(/^kind: HelmRelease$/gmu)).toHaveLength(4);
        expect(text.match(/matchOIDCIdentity/gu)).toHaveLength(4);
        expect(await validate(program.path, text)).toMatchObject({
          code: 0,
          said: expect.stringContaining("OK") as string,
        });
        const key = /( +)secretRef:\n +name: cosign-pub\n/u;
        const who = "$1matchOIDCIdentity: [{ issuer: a, subject: b }]\n";
        const wrong = await validate(program.path, (await slots("wrong")).replace(key, who));
        expect(wrong.said).toContain("matchOIDCIdentity");
        expect(wrong.code).not.toBe(0);
      });

      test("that verify a key are valid", async () => {
        const text = await slots("secret");
        expect(text.match(/name: cosign-pub/gu)).toHaveLength(4);
        expect(await validate(program.path, text)).toMatchObject({ code: 0 });
      });
    });
  }
});
