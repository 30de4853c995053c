import { createHash, generateKeyPairSync, sign } from "node:crypto";

import { logIn, noteLogIn } from "./trusted-root.ts";

/** A log of Rekor's second API on loopback: its entries, a real Merkle tree, a checkpoint for each answer. */
export interface RekorV2 {
  /** As a trusted root names it. */
  readonly instance: object;
  /** The answer to a request for an entry. */
  add(body: string): { readonly status: number; readonly text: string };
}

interface Request {
  readonly hashedRekordRequestV002: {
    readonly digest: string;
    readonly signature: {
      readonly content: string;
      readonly verifier: Readonly<Record<string, unknown>>;
    };
  };
}

/** @param kind of the key that signs checkpoints: a log may have either (c2sp.org/signed-note) */
export function rekorV2(url: string, kind: "ed25519" | "ecdsa" = "ed25519"): RekorV2 {
  const { publicKey, privateKey } =
    kind === "ed25519"
      ? generateKeyPairSync("ed25519")
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  const der = publicKey.export({ type: "spki", format: "der" });
  const name = new URL(url).host;
  // A note's key of Ed25519 is known by its name and its bytes, any other by its SPKI.
  const keyId = kind === "ed25519" ? sha256(`${name}\n\u0001`, der.subarray(-32)) : sha256(der);
  const leaves: Buffer[] = [];
  const known = new Map<string, number>();

  function checkpoint(): string {
    const note = `${name}\n${leaves.length}\n${rootOf(leaves).toString("base64")}\n`;
    const signature = sign(kind === "ed25519" ? null : "sha256", Buffer.from(note), privateKey);
    const line = Buffer.concat([keyId.subarray(0, 4), signature]).toString("base64");
    return `${note}\n\u2014 ${name} ${line}\n`;
  }

  return {
    instance: kind === "ed25519" ? noteLogIn(url, name, der) : logIn(url, der),
    add(body) {
      const text = bodyOf(JSON.parse(body) as Request);
      if (known.has(text)) return { status: 409, text: '{"code":6,"message":"it is there"}' };
      known.set(text, leaves.push(sha256("\u0000", Buffer.from(text))) - 1);
      const index = leaves.length - 1;
      const answer = {
        logIndex: String(index),
        logId: { keyId: keyId.toString("base64") },
        kindVersion: { kind: "hashedrekord", version: "0.0.2" },
        integratedTime: "0",
        inclusionPromise: null,
        inclusionProof: {
          logIndex: String(index),
          rootHash: rootOf(leaves).toString("base64"),
          treeSize: String(leaves.length),
          hashes: pathTo(index, leaves).map((hash) => hash.toString("base64")),
          checkpoint: { envelope: checkpoint() },
        },
        canonicalizedBody: Buffer.from(text).toString("base64"),
      };
      return { status: 201, text: JSON.stringify(answer) };
    },
  };
}

/** What the log keeps (rekor-tiles, hashedrekord.proto, HashedRekordLogEntryV002). */
function bodyOf({ hashedRekordRequestV002: { digest, signature } }: Request): string {
  const { content, verifier } = signature;
  const data = { algorithm: "SHA2_256", digest };
  const hashedRekordV002 = { data, signature: { content, verifier } };
  return JSON.stringify({ apiVersion: "0.0.2", kind: "hashedrekord", spec: { hashedRekordV002 } });
}

/** RFC 6962, 2.1. */
function rootOf(leaves: readonly Buffer[]): Buffer {
  const [first = sha256()] = leaves;
  if (leaves.length < 2) return first;
  const half = split(leaves.length);
  return sha256("\u0001", rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

/** RFC 6962, 2.1.1. */
function pathTo(index: number, leaves: readonly Buffer[]): readonly Buffer[] {
  if (leaves.length < 2) return [];
  const half = split(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return index < half
    ? [...pathTo(index, left), rootOf(right)]
    : [...pathTo(index - half, right), rootOf(left)];
}

function split(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}

function sha256(...parts: readonly (string | Buffer)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
