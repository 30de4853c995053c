import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import type { RunningRegistry } from "../../src/oci/index.ts";
import type { Sigstore } from "../support/sigstore.ts";
import { idToken, issuer, startSigstore, workflow } from "../support/sigstore.ts";
import { mustBp } from "./support/bp.ts";
import type { InstalledPeer } from "./support/peers.ts";
import { peersNamed, REPOSITORY } from "./support/peers.ts";
import type { Outcome } from "./support/process.ts";
import { run } from "./support/process.ts";
import type { Scratch } from "./support/scratch.ts";
import { makeScratch } from "./support/scratch.ts";

/**
 * What bp signs by identity, before every cosign. Sigstore is @sigstore/mock behind real HTTP: its certificates, log
 * entries, proofs and timestamps are signed for real.
 */
let sigstore: Sigstore;
let registry: RunningRegistry;
let scratch: Scratch;
let reference: string;

beforeAll(async () => {
  sigstore = await startSigstore();
  scratch = makeScratch();
  registry = await serveRegistry({ root: scratch.path("registry") });
  reference = `${registry.host}/charts/bp-axon:1.1.0`;
  await writeRoots();
  const { url } = sigstore;
  const services = ["--fulcio-url", url, "--rekor-url", url, "--timestamp-server-url", url];
  const trust = ["--trusted-root", scratch.path("root.json")];
  const to = ["--to", `${registry.host}/charts`];
  const env = { ...scratch.env, SIGSTORE_ID_TOKEN: idToken({ iss: issuer, sub: workflow }) };
  const args = ["publish", "axon", ...to, "--sign", "keyless", ...services, ...trust];
  await mustBp(["-C", REPOSITORY, ...args], { cwd: scratch.folder, env });
});

afterAll(async () => {
  await registry?.close();
  await sigstore?.close();
  await scratch?.remove();
});

for (const cosign of peersNamed("cosign")) {
  describe.skipIf(!cosign.present)(cosign.label, () => {
    test.each([
      ["verify", []],
      ["verify-attestation", ["--type", "slsaprovenance1"]],
      ["verify-attestation", ["--type", "cyclonedx"]],
    ])("%s %j takes it for the identity, and for no other", async (verb, words) => {
      const good = await verified(cosign, [verb, ...words], workflow);
      expect(good, good.stderr).toMatchObject({ code: 0 });
      const bad = await verified(cosign, [verb, ...words], `${workflow}x`);
      expect(bad.code, bad.stderr).not.toBe(0);
    });
  });
}

function verified(
  cosign: InstalledPeer,
  verb: readonly string[],
  identity: string,
): Promise<Outcome> {
  const policy = ["--certificate-identity", identity, "--certificate-oidc-issuer", issuer];
  const loopback = ["--allow-http-registry", "--allow-insecure-registry"];
  const args = [...verb, ...policy, ...loopback, ...trustOf(cosign), reference];
  const env = readsBundles(cosign) ? scratch.env : { ...scratch.env, ...legacyTrust() };
  return run(cosign.path, args, { env });
}

/** The first format takes its roots from the environment, bundles from a file. */
function readsBundles({ version }: InstalledPeer): boolean {
  return !version.startsWith("2.4.");
}

function trustOf(cosign: InstalledPeer): readonly string[] {
  if (!readsBundles(cosign)) return [];
  const root = ["--trusted-root", scratch.path("root.json")];
  return cosign.version.startsWith("2.") ? [...root, "--new-bundle-format"] : root;
}

function legacyTrust(): Readonly<Record<string, string>> {
  return {
    SIGSTORE_ROOT_FILE: scratch.path("ca.pem"),
    SIGSTORE_REKOR_PUBLIC_KEY: scratch.path("rekor.pem"),
    SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: scratch.path("ct.pem"),
  };
}

interface Root {
  readonly certificateAuthorities: readonly {
    readonly certChain: { readonly certificates: readonly { readonly rawBytes: string }[] };
  }[];
  readonly tlogs: readonly Log[];
  readonly ctlogs: readonly Log[];
}

interface Log {
  readonly publicKey: { readonly rawBytes: string };
}

async function writeRoots(): Promise<void> {
  const root = sigstore.trustedRoot as unknown as Root;
  const certificates = root.certificateAuthorities.flatMap(({ certChain }) =>
    certChain.certificates.map(({ rawBytes }) => pem("CERTIFICATE", rawBytes)),
  );
  const files = {
    "root.json": JSON.stringify(root),
    "ca.pem": certificates.join(""),
    "rekor.pem": keys(root.tlogs),
    "ct.pem": keys(root.ctlogs),
  };
  for (const [name, text] of Object.entries(files))
    await writeFile(join(scratch.folder, name), text);
}

function keys(logs: readonly Log[]): string {
  return logs.map(({ publicKey }) => pem("PUBLIC KEY", publicKey.rawBytes)).join("");
}

function pem(label: string, base64: string): string {
  const lines = base64.match(/.{1,64}/gu) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
