import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { serveRegistry } from "../../../src/oci/index.ts";
import type { Sigstore } from "../../support/sigstore.ts";
import { idToken, issuer, startSigstore, workflow } from "../../support/sigstore.ts";
import { mustBp } from "./bp.ts";
import { REPOSITORY } from "./peers.ts";
import type { Scratch } from "./scratch.ts";
import { makeScratch } from "./scratch.ts";

/**
 * A product of ours, published by identity. Sigstore is @sigstore/mock behind real HTTP: its certificates, log entries,
 * proofs and timestamps are signed for real.
 */
export interface KeylessPublished {
  readonly scratch: Scratch;
  readonly reference: string;
  /** A trusted root's file. */
  readonly root: string;
  /** The environment with the roots that verifiers of the first format take from it. */
  readonly legacyEnv: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

export async function publishKeyless(): Promise<KeylessPublished> {
  const sigstore = await startSigstore();
  const scratch = makeScratch();
  const registry = await serveRegistry({ root: scratch.path("registry") });
  const stop = async (): Promise<void> => {
    await registry.close();
    await sigstore.close();
    await scratch.remove();
  };
  await writeRoots(sigstore, scratch.folder);
  const root = scratch.path("root.json");
  const { url } = sigstore;
  const services = ["--fulcio-url", url, "--rekor-url", url, "--timestamp-server-url", url];
  const to = ["--to", `${registry.host}/charts`];
  const env = { ...scratch.env, SIGSTORE_ID_TOKEN: idToken({ iss: issuer, sub: workflow }) };
  const args = ["publish", "axon", ...to, "--sign", "keyless", ...services, "--trusted-root", root];
  await mustBp(["-C", REPOSITORY, ...args], { cwd: scratch.folder, env });
  const legacyEnv = {
    ...scratch.env,
    SIGSTORE_ROOT_FILE: scratch.path("ca.pem"),
    SIGSTORE_REKOR_PUBLIC_KEY: scratch.path("rekor.pem"),
    SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: scratch.path("ct.pem"),
  };
  return { scratch, reference: `${registry.host}/charts/bp-axon:1.1.0`, root, legacyEnv, stop };
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

async function writeRoots(sigstore: Sigstore, folder: string): Promise<void> {
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
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

function keys(logs: readonly Log[]): string {
  return logs.map(({ publicKey }) => pem("PUBLIC KEY", publicKey.rawBytes)).join("");
}

function pem(label: string, base64: string): string {
  const lines = base64.match(/.{1,64}/gu) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
