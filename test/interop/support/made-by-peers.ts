import { mkdir, writeFile } from "node:fs/promises";

import { writeTrustedRoot } from "./cosign.ts";
import { readManifest } from "./oci-read.ts";
import { peersNamed } from "./peers.ts";
import { mustRun } from "./process.ts";
import type { Subjects } from "./published.ts";
import { PREFIX } from "./published.ts";
import { installed } from "./registries.ts";
import { startRegistry } from "./registry.ts";
import type { Scratch } from "./scratch.ts";
import { makeScratch } from "./scratch.ts";

export interface MadeByPeers extends Subjects {
  stop(): Promise<void>;
}

const NAME = "demo";
const VERSION = "0.1.0";

const helm = peersNamed("helm").find((peer) => peer.present);
/** 2.6 writes both formats without a signing configuration. */
const cosign = peersNamed("cosign").find((peer) => peer.present && peer.version.startsWith("2.6."));

export async function peersThere(): Promise<boolean> {
  return helm !== undefined && cosign !== undefined && (await installed("docker-registry"));
}

/** One chart as `helm create` writes it, pushed by helm, signed and attested by cosign in both formats. */
export async function makeByPeers(): Promise<MadeByPeers> {
  const scratch = makeScratch();
  const registry = await startRegistry();
  await writeTrustedRoot(scratch);
  const publicKey = await cosignKeyPair(scratch, "keys");
  const otherPublicKey = await cosignKeyPair(scratch, "other-keys");
  await pushWithHelm(scratch, registry.host);
  const repository = `${registry.host}/${PREFIX}/${NAME}`;
  const digest = (await readManifest(repository, VERSION))?.digest ?? "";
  await signWithCosign(scratch, `${repository}@${digest}`);
  const reference = `${repository}:${VERSION}`;
  const artifacts = [{ name: NAME, version: VERSION, reference, digest, status: "published" }];
  const stop = async (): Promise<void> => {
    await registry.stop();
    await scratch.remove();
  };
  return { scratch, registry, artifacts, least: 1, publicKey, otherPublicKey, stop };
}

async function cosignKeyPair(scratch: Scratch, folder: string): Promise<string> {
  const cwd = scratch.path(folder);
  await mkdir(cwd, { recursive: true });
  await mustRun(cosign?.path ?? "", ["generate-key-pair"], { cwd, env: scratch.env });
  return scratch.path(folder, "cosign.pub");
}

async function pushWithHelm(scratch: Scratch, host: string): Promise<void> {
  const options = { env: scratch.env, cwd: scratch.folder };
  const call = (...args: string[]) => mustRun(helm?.path ?? "", args, options);
  await call("create", NAME);
  await call("package", NAME);
  await call("push", `${NAME}-${VERSION}.tgz`, `oci://${host}/${PREFIX}`, "--plain-http");
}

async function signWithCosign(scratch: Scratch, reference: string): Promise<void> {
  const predicate = scratch.path("predicate.json");
  await writeFile(predicate, JSON.stringify({ buildDefinition: {}, runDetails: {} }));
  const key = ["--key", scratch.path("keys", "cosign.key"), "--tlog-upload=false", "-y"];
  const attest = ["attest", "--predicate", predicate, "--type"];
  const types = ["slsaprovenance1", "cyclonedx", "spdxjson"];
  const verbs = [["sign"], ...types.map((type) => [...attest, type])];
  for (const format of [[], ["--new-bundle-format"]]) {
    for (const verb of verbs) {
      const args = [...verb, ...key, ...format, "--allow-http-registry", reference];
      await mustRun(cosign?.path ?? "", args, { env: scratch.env });
    }
  }
}
