import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";

import { logIn, noteLogIn } from "../../support/trusted-root.ts";
import { freePort } from "./port.ts";
import type { Start } from "./sigstore-program.ts";
import { derOf, flags, loopback, textOf } from "./sigstore-program.ts";

/** A transparency log that runs. */
export interface RekorLog {
  readonly url: string;
  /** As a trusted root names it. */
  readonly instance: object;
}

/** What bp asks of it; its index for searches would want a database more. */
const operations = [
  "getLogInfo",
  "getPublicKey",
  "getLogProof",
  "createLogEntry",
  "getLogEntryByIndex",
  "getLogEntryByUUID",
];

/** Rekor's first API. */
export async function startRekor(start: Start, trillian: number): Promise<RekorLog> {
  const port = await freePort();
  const args = flags({
    host: loopback,
    port,
    "rekor_server.hostname": loopback,
    "trillian_log_server.address": loopback,
    "trillian_log_server.port": trillian,
    enabled_api_endpoints: operations.join(","),
  });
  const url = `http://${loopback}:${port}`;
  await start("rekor-server", ["serve", ...args], `${url}/api/v1/log`);
  const der = derOf(await textOf(`${url}/api/v1/log/publicKey`));
  return { url, instance: logIn(url, der) };
}

/** Rekor's second API: it keeps its tiles in a folder, and signs its checkpoints by Ed25519. */
export async function startTiles(start: Start, folder: string): Promise<RekorLog> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const key = `${folder}/tiles.pem`;
  await writeFile(key, privateKey.export({ format: "pem", type: "pkcs8" }));
  const port = await freePort();
  const args = flags({
    "http-address": loopback,
    "http-port": port,
    "grpc-address": loopback,
    "grpc-port": await freePort(),
    "http-metrics-port": await freePort(),
    hostname: loopback,
    "storage-dir": `${folder}/tiles`,
    "signer-filepath": key,
    "checkpoint-interval": "100ms",
    "batch-max-age": "50ms",
  });
  const url = `http://${loopback}:${port}`;
  await start("rekor-tiles", ["serve", ...args], `${url}/healthz`);
  const der = publicKey.export({ format: "der", type: "spki" });
  return { url, instance: noteLogIn(url, loopback, der) };
}
