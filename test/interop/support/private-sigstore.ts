import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";

import type { OidcProvider } from "../../support/oidc-provider.ts";
import { startOidcProvider } from "../../support/oidc-provider.ts";
import { authority, logIn, trustedRootType } from "../../support/trusted-root.ts";
import type { Certificates } from "./certificates.ts";
import { makeCertificates } from "./certificates.ts";
import { peersNamed } from "./peers.ts";
import { freePort } from "./port.ts";
import type { RekorLog } from "./rekor-logs.ts";
import { startRekor, startTiles } from "./rekor-logs.ts";
import type { Scratch } from "./scratch.ts";
import type { Start } from "./sigstore-program.ts";
import { derOf, flags, loopback, textOf } from "./sigstore-program.ts";
import type { Started } from "./started.ts";
import { startProgram } from "./started.ts";
import { startTrillian, whyNoTrillian } from "./trillian.ts";

/** The log of either API: Rekor over Trillian, or the one of tiles. */
export type LogVersion = 1 | 2;

/** The programs of Sigstore themselves, each on a port of loopback, and what trusts them. */
export interface PrivateSigstore {
  readonly fulcio: string;
  readonly rekor: string;
  readonly timestamps: string;
  /** Vouches for workflows. */
  readonly issuer: OidcProvider;
  /** Vouches for people, who sign in. */
  readonly people: OidcProvider;
  /** A trusted root (protobuf-specs, sigstore_trustroot.proto). */
  readonly trustedRoot: Readonly<Record<string, unknown>>;
  stop(): Promise<void>;
}

const programs = ["fulcio", "tesseract", "timestamp-server"] as const;

/** Why there is none on this machine; undefined where there is. */
export function whyNoSigstore(version: LogVersion): string | undefined {
  const log = version === 1 ? "rekor-server" : "rekor-tiles";
  const missing = [...programs, log].find((name) => peersNamed(name)[0]?.present !== true);
  if (missing !== undefined) return `${missing} is not there`;
  if (spawnSync("openssl", ["version"]).status !== 0) return "openssl is not there";
  return version === 1 ? whyNoTrillian() : undefined;
}

/**
 * Fulcio with a certificate authority of the test's own and TesseraCT as its certificate log, Rekor over Trillian and
 * MariaDB or that of tiles, the timestamp authority, and an issuer whose tokens are those of a GitHub workflow.
 */
export async function startPrivateSigstore(
  scratch: Scratch,
  version: LogVersion,
): Promise<PrivateSigstore> {
  const folder = scratch.path("sigstore");
  await mkdir(folder, { recursive: true });
  const running: Started[] = [];
  const stop = async (): Promise<void> => {
    for (const one of running.reverse()) await one.stop();
  };
  try {
    const certificates = await makeCertificates(folder);
    const [issuer, people] = [await startOidcProvider(), await startOidcProvider()];
    running.push({ stop: () => issuer.close() }, { stop: () => people.close() });
    const start = starter(running, folder);
    const log = await startCertificateLog(start, certificates, folder);
    const fulcio = await startFulcio(start, { certificates, issuer, people, log }, folder);
    // It and Rekor want one fixed port for their metrics, and only Rekor can do without.
    const timestamps = await startTimestamps(start);
    const logs =
      version === 1
        ? await startOverTrillian(start, running, folder)
        : await startTiles(start, folder);
    const { url: rekor, instance } = logs;
    const trustedRoot = await rootOf({ certificates, fulcio, tlog: instance, timestamps, log });
    return { fulcio, rekor, timestamps, issuer, people, trustedRoot, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startOverTrillian(
  start: Start,
  running: Started[],
  folder: string,
): Promise<RekorLog> {
  const trillian = await startTrillian(folder);
  running.push(trillian);
  return startRekor(start, trillian.port);
}

function starter(running: Started[], folder: string): Start {
  return async (name, args, ready) => {
    const [peer] = peersNamed(name);
    if (peer === undefined) throw new Error(`${name} is no peer`);
    const env = { PATH: process.env["PATH"], HOME: folder };
    const started = await startProgram([peer.path, ...args], { env, cwd: folder }, () =>
      answers(ready),
    );
    if (started === undefined) throw new Error(`${peer.label} does not start`);
    running.push(started);
  };
}

/** Whatever it answers: it listens. */
async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(url)).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

async function startCertificateLog(
  start: Start,
  { ca, ctKey }: Certificates,
  folder: string,
): Promise<string> {
  const host = `${loopback}:${await freePort()}`;
  const args = flags({
    http_endpoint: host,
    origin: "ct.test",
    path_prefix: "ct.test",
    private_key: ctKey,
    roots_pem_file: ca,
    storage_dir: `${folder}/ct`,
    checkpoint_interval: "100ms",
  });
  await start("tesseract", args, `http://${host}/`);
  return `http://${host}/ct.test`;
}

interface FulcioParts {
  readonly certificates: Certificates;
  readonly issuer: OidcProvider;
  readonly people: OidcProvider;
  readonly log: string;
}

async function startFulcio(
  start: Start,
  { certificates, issuer, people, log }: FulcioParts,
  folder: string,
): Promise<string> {
  const port = await freePort();
  const known = [issuerOf(issuer, "github-workflow"), issuerOf(people, "email")];
  const config = `${folder}/fulcio.json`;
  await writeFile(config, JSON.stringify({ OIDCIssuers: Object.fromEntries(known) }));
  const args = flags({
    host: loopback,
    port,
    "grpc-host": loopback,
    "grpc-port": await freePort(),
    "metrics-port": await freePort(),
    "legacy-unix-domain-socket": `${folder}/fulcio.sock`,
    "config-path": config,
    ca: "fileca",
    "fileca-watch": false,
    "fileca-cert": certificates.ca,
    "fileca-key": certificates.caKey,
    "fileca-key-passwd": certificates.password,
    "ct-log-url": log,
    "ct-log-public-key-path": certificates.ctPublicKey,
  });
  const url = `http://${loopback}:${port}`;
  await start("fulcio", ["serve", ...args], `${url}/healthz`);
  return url;
}

function issuerOf({ url }: OidcProvider, type: string): readonly [string, object] {
  return [url, { IssuerURL: url, ClientID: "sigstore", Type: type }];
}

async function startTimestamps(start: Start): Promise<string> {
  const port = await freePort();
  const args = flags({ host: loopback, port, "disable-ntp-monitoring": true });
  const url = `http://${loopback}:${port}`;
  await start("timestamp-server", ["serve", ...args], `${url}/ping`);
  return url;
}

interface Services {
  readonly certificates: Certificates;
  readonly fulcio: string;
  readonly tlog: object;
  readonly timestamps: string;
  readonly log: string;
}

/** What each of them says of itself. */
async function rootOf(services: Services): Promise<Readonly<Record<string, unknown>>> {
  const { certificates, fulcio, tlog, timestamps, log } = services;
  const chain = await textOf(`${timestamps}/api/v1/timestamp/certchain`);
  return {
    mediaType: trustedRootType,
    certificateAuthorities: [authority(fulcio, certificatesIn(certificates.caText))],
    timestampAuthorities: [authority(`${timestamps}/api/v1/timestamp`, certificatesIn(chain))],
    tlogs: [tlog],
    ctlogs: [logIn(log, derOf(certificates.ctPublicText))],
  };
}

/** A timestamp authority names its chain from the certificate that signs. */
function certificatesIn(pem: string): readonly Buffer[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  return blocks.map((text) => new X509Certificate(text).raw);
}
