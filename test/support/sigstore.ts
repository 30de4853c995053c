import { createHash, generateKeyPairSync } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import {
  fulcioHandler,
  initializeCA,
  initializeCTLog,
  initializeTLog,
  initializeTSA,
  rekorHandler,
  tsaHandler,
} from "@sigstore/mock";

import { rekorV2 } from "./rekor-v2.ts";
import { authority, logIn, trustedRootType } from "./trusted-root.ts";

/** A Sigstore on loopback: Fulcio with a certificate log, both of Rekor's APIs, a timestamp authority, a runner's token service. */
export interface Sigstore {
  readonly url: string;
  readonly trustedRoot: Readonly<Record<string, unknown>>;
  /** A trusted root that knows the log of the second API alone. */
  readonly secondRoot: Readonly<Record<string, unknown>>;
  /** `METHOD path` of every request so far. */
  readonly requests: string[];
  /** What the log answers instead, until it is taken back. */
  logFault: { readonly status: number; readonly body?: string } | undefined;
  /** Called for each new entry, which the log answers once it is over. */
  logHold: (() => Promise<void>) | undefined;
  /** The log takes nothing twice: it names the entry that it has. */
  conflicts: boolean;
  /** What each part takes for now: set it, and the next answer is of that time. */
  readonly clocks: Readonly<Record<"certificates" | "log" | "timestamps", Date>>;
  close(): Promise<void>;
}

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** An unsigned token: the double does not ask who signed it. */
export function idToken(claims: Readonly<Record<string, unknown>>): string {
  return `${part({ alg: "none" })}.${part(claims)}.c2ln`;
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

export const issuer = "https://issuer.test";
export const workflow =
  "https://github.com/acme/charts/.github/workflows/release.yaml@refs/heads/main";

/**
 * @param clock what all its parts take for now: a whole second, as the parser of timestamps wants three digits or none,
 * and one at which the authorities' own certificates, made after it is read, are valid
 */
export async function startSigstore(
  clock: Date = new Date((Math.floor(Date.now() / 1000) + 2) * 1000),
): Promise<Sigstore> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [caKey, ctKey, logKey, tsaKey] = [pair("P-384"), pair(), pair(), pair("P-384")];
  const clocks = {
    certificates: new Date(clock),
    log: new Date(clock),
    timestamps: new Date(clock),
  };
  const ctLog = await initializeCTLog(ctKey, clocks.certificates);
  const ca = await initializeCA(caKey, ctLog, clocks.certificates);
  const log = await initializeTLog(url, logKey, clocks.log);
  const tsa = await initializeTSA(tsaKey, clocks.timestamps);
  const second = rekorV2(url);
  const entries = new Map<string, string>();
  const rekor = rekorHandler({ ...log, log: (proposed) => log.log(canonical(proposed)) });
  const handlers = [fulcioHandler(ca), tsaHandler(tsa)];
  const trustedRoot = {
    mediaType: trustedRootType,
    certificateAuthorities: [authority(url, [bytesOf(ca.rootCertificate)])],
    timestampAuthorities: [authority(url, [tsa.intCertificate, tsa.rootCertificate].map(bytesOf))],
    tlogs: [logIn(url, derOf(logKey))],
    ctlogs: [logIn(url, derOf(ctKey))],
  };
  const sigstore: Sigstore = {
    url,
    trustedRoot,
    secondRoot: { ...trustedRoot, tlogs: [second.instance] },
    requests: [],
    logFault: undefined,
    logHold: undefined,
    conflicts: false,
    clocks,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    sigstore.requests.push(`${request.method} ${path}`);
    const bytes = await bodyOf(request);
    const body = isQuery(request) ? asJson(bytes) : bytes.toString("utf8");
    if (path.startsWith("/token")) return token(request, response);
    if (path === "/api/v2/log/entries") return secondlyLogged(body, response);
    if (path.startsWith(rekor.path)) return logged(path, body, response);
    const handler = handlers.find((one) => one.path === path);
    if (handler === undefined) return void response.writeHead(404).end();
    const { statusCode, response: text, contentType } = await handler.fn(body);
    response.writeHead(statusCode, { "content-type": contentType ?? "text/plain" }).end(text);
  }

  async function secondlyLogged(body: string, response: ServerResponse): Promise<void> {
    const fault = sigstore.logFault;
    if (fault !== undefined) return void response.writeHead(fault.status).end(fault.body);
    const { status, text } = second.add(body);
    response.writeHead(status, { "content-type": "application/json" }).end(text);
  }

  async function logged(path: string, body: string, response: ServerResponse): Promise<void> {
    const held = sigstore.logHold?.();
    if (sigstore.logFault !== undefined)
      return void response.writeHead(sigstore.logFault.status).end(sigstore.logFault.body);
    const uuid = path.slice(rekor.path.length + 1);
    if (uuid !== "") return void response.writeHead(200).end(entries.get(uuid));
    const key = createHash("sha256").update(body).digest("hex");
    if (sigstore.conflicts && entries.has(key))
      return void response.writeHead(409, { location: `${rekor.path}/${key}` }).end("{}");
    const { statusCode, response: text } = await rekor.fn(body);
    entries.set(key, text as string);
    await held;
    response.writeHead(statusCode, { "content-type": "application/json" }).end(text);
  }

  return sigstore;
}

/** What the runner of GitHub, Gitea and Forgejo gives for its bearer token. */
function token(request: IncomingMessage, response: ServerResponse): void {
  const audience = new URL(request.url ?? "", "http://runner").searchParams.get("audience");
  if (request.headers.authorization !== "bearer runner-secret" || audience !== "sigstore")
    return void response.writeHead(401).end("no");
  response
    .writeHead(200)
    .end(JSON.stringify({ value: idToken({ iss: issuer, sub: workflow, aud: audience }) }));
}

/** Rekor keeps of an envelope its hashes and its signatures (rekor pkg/types/dsse/v0.0.1); the double keeps what it is given. */
function canonical(proposed: object): object {
  const { kind, apiVersion, spec } = proposed as Proposed;
  if (kind !== "dsse") return proposed;
  const { envelope, verifiers } = spec.proposedContent;
  const { payload, signatures } = JSON.parse(envelope) as Envelope;
  const [verifier] = verifiers;
  return {
    apiVersion,
    kind,
    spec: {
      envelopeHash: sha256(envelope),
      payloadHash: sha256(Buffer.from(payload, "base64")),
      signatures: signatures.map(({ sig }) => ({ signature: sig, verifier })),
    },
  };
}

interface Proposed {
  readonly kind: string;
  readonly apiVersion: string;
  readonly spec: {
    readonly proposedContent: { readonly envelope: string; readonly verifiers: readonly string[] };
  };
}

interface Envelope {
  readonly payload: string;
  readonly signatures: readonly { readonly sig: string }[];
}

function sha256(data: string | Buffer): object {
  return { algorithm: "sha256", value: createHash("sha256").update(data).digest("hex") };
}

function pair(namedCurve = "P-256"): KeyPair {
  return generateKeyPairSync("ec", { namedCurve });
}

function derOf({ publicKey }: KeyPair): Buffer {
  return publicKey.export({ type: "spki", format: "der" });
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function isQuery({ headers }: IncomingMessage): boolean {
  return headers["content-type"] === "application/timestamp-query";
}

/** A TimeStampReq that asks for the certificates of a sha256 (RFC 3161, 2.4.1): the double reads JSON alone. */
function asJson(query: Buffer): string {
  const [head, hash, tail] = [query.subarray(0, 24), query.subarray(24, 56), query.subarray(56)];
  const known = head.toString("hex") === "30390201013031300d060960864801650304020105000420";
  if (!known || tail.toString("hex") !== "0101ff") return "no query that the double knows";
  const artifactHash = hash.toString("base64");
  return JSON.stringify({ artifactHash, hashAlgorithm: "sha256", certificates: true });
}
