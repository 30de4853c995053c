import { readdirSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";

import { loadAll } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { compositions, functions } from "../support/compositions.ts";
import { unit, write } from "../support/workspace.ts";
import { bpPublish, mustBp } from "./support/bp.ts";
import { cosignModes, cosignVerify, writeTrustedRoot } from "./support/cosign.ts";
import { peersNamed } from "./support/peers.ts";
import type { Outcome } from "./support/process.ts";
import { mustRun, run } from "./support/process.ts";
import { bpKeyPair } from "./support/published.ts";
import type { Registry } from "./support/registry.ts";
import { startRegistry } from "./support/registry.ts";
import type { Scratch } from "./support/scratch.ts";
import { makeScratch } from "./support/scratch.ts";

const folder = "platform/databases";

/** The compositions of a chart as what applies them sees them: pulled by their own digest, and verified by it. */
describe("compositions beside a chart", () => {
  let scratch: Scratch;
  let registry: Registry;
  let keys: Record<"publicKey" | "otherPublicKey", string>;
  /** What bp tells Flux to pull. */
  let reference = "";

  beforeAll(async () => {
    scratch = makeScratch();
    registry = await startRegistry();
    await writeTrustedRoot(scratch);
    const { key, publicKey } = await bpKeyPair(scratch, "keys");
    const { publicKey: otherPublicKey } = await bpKeyPair(scratch, "other-keys");
    keys = { publicKey, otherPublicKey };
    const cwd = scratch.path("workspace");
    write(cwd, { ...unit(folder), ...compositions(folder) });
    const options = { cwd, env: scratch.env };
    const to = `${registry.host}/charts`;
    await bpPublish(["--all", "--to", to, "--plain-http", "--key", key], options);
    const from = ["--from", to, "--plain-http", "--target", "flux", "--key", publicKey];
    const { stdout } = await mustBp(["plan", "install", "databases", ...from], options);
    reference = pulledIn(stdout);
  }, 120_000);
  afterAll(async () => {
    await registry?.stop();
    await scratch?.remove();
  });

  const ask = ({ path }: { readonly path: string }, key: string): Promise<Outcome> =>
    run(path, ["-key", key, reference], { env: scratch.env });

  for (const flux of peersNamed("source-controller"))
    test.skipIf(!flux.present)(`${flux.label} takes them for its key, and no other`, async () => {
      const good = await ask(flux, keys.publicKey);
      expect(good, good.stderr).toMatchObject({ code: 0, stdout: "verified\n" });
      expect((await ask(flux, keys.otherPublicKey)).code).toBe(1);
    });

  for (const cosign of peersNamed("cosign"))
    for (const mode of cosign.present ? cosignModes(cosign) : [])
      test(`${cosign.label} ${mode.title} verifies them`, async () => {
        const { publicKey, otherPublicKey } = keys;
        const call = { cosign, mode, publicKey, scratch };
        const good = await cosignVerify(call, reference);
        expect(good, good.stderr).toMatchObject({ code: 0 });
        const other = await cosignVerify({ ...call, publicKey: otherPublicKey }, reference);
        expect(other.code).not.toBe(0);
      });

  for (const crane of peersNamed("crane"))
    test.skipIf(!crane.present)(
      `${crane.label} finds them sound, and their files as they were`,
      async () => {
        await mustRun(crane.path, ["validate", "--insecure", "--remote", reference], {
          env: scratch.env,
        });
        const out = scratch.path("pulled");
        await mkdir(out, { recursive: true });
        await mustRun(crane.path, ["export", "--insecure", reference, `${out}/all.tar`], {
          env: scratch.env,
        });
        await mustRun("tar", ["-xf", `${out}/all.tar`, "-C", out], { env: scratch.env });
        expect(readdirSync(`${out}/compositions`)).toEqual([
          "composition.yaml",
          "definition.yaml",
          "functions.yaml",
        ]);
        expect(readFileSync(`${out}/compositions/functions.yaml`, "utf8")).toBe(functions);
      },
    );

  for (const kustomize of peersNamed("kustomize"))
    test.skipIf(!kustomize.present)(`${kustomize.label} builds them, as Flux does`, async () => {
      const cwd = scratch.path("workspace", folder, "compositions");
      await mustRun(kustomize.path, ["create", "--autodetect"], { cwd, env: scratch.env });
      const { stdout } = await mustRun(kustomize.path, ["build", cwd], { env: scratch.env });
      expect(stdout.match(/^kind: \S+$/gmu)?.toSorted()).toEqual([
        "kind: CompositeResourceDefinition",
        "kind: Composition",
        "kind: Function",
      ]);
    });
});

/** The compositions' source among the objects that bp writes for Flux, as `HOST/PATH@sha256:…`. */
function pulledIn(manifests: string): string {
  const sources = loadAll(manifests) as {
    readonly metadata: { readonly name: string };
    readonly spec: { readonly url: string; readonly ref: { readonly digest: string } };
  }[];
  const found = sources.find(({ metadata }) => metadata.name === "bp-databases-compositions");
  if (found === undefined) throw new Error(`no source of compositions in\n${manifests}`);
  return `${found.spec.url.slice("oci://".length)}@${found.spec.ref.digest}`;
}
