import type { KeyObject } from "node:crypto";
import { createHash } from "node:crypto";

import { BpError } from "../model/error.ts";
import { algorithmOf, isSignedBy } from "./key-algorithm.ts";
import type { SignatureAlgorithm } from "./key-algorithm.ts";
import { keyMaterial, publicKeyHint, publicPem, readPublicKey } from "./public-key.ts";
import { serially } from "./serially.ts";
import type { Signer } from "./signer.ts";
import { isRecord, parseJson } from "./strict-json.ts";

/** What a signer program is asked. */
export type SignerVerb = "public-key" | "sign";

/**
 * Runs a signer program once: the request on its standard input, its answer on its standard output.
 * @throws BpError BAD_KEY where it cannot be started, fails, takes too long or says too much
 */
export type AskProgram = (verb: SignerVerb, request: string) => Promise<Uint8Array>;

/** Of the protocol, docs/signers.md. */
const version = 1;
const mostAtOnce = 4;

/**
 * A signer whose key somebody else keeps: a token, an HSM, a cloud's key service, behind a program that speaks a small
 * protocol (docs/signers.md). Every signature is held against the key that the program names before it is used.
 * @throws BpError BAD_KEY where the program does not answer as it must
 */
export async function programSigner(ask: AskProgram): Promise<Signer> {
  const { publicKey, atOnce } = await programKey(ask);
  const algorithm = algorithmOf(publicKey);
  const key = keyMaterial(publicKey);
  const inTurn = serially(atOnce);
  return {
    name: publicKeyHint(publicKey),
    policy: { $case: "publicKey", publicKey: publicPem(publicKey) },
    witnesses: [],
    formats: "both",
    sign: (data) =>
      inTurn(async () => ({ signature: await signed(data, { ask, publicKey, algorithm }), key })),
  };
}

/** The public key that a signer program names, PEM. @throws BpError BAD_KEY */
export async function programPublicKey(ask: AskProgram): Promise<string> {
  return publicPem((await programKey(ask)).publicKey);
}

async function programKey(
  ask: AskProgram,
): Promise<{ readonly publicKey: KeyObject; readonly atOnce: number }> {
  const answer = await asked(ask, "public-key", {});
  const { publicKey: pem, concurrency = mostAtOnce } = answer;
  if (typeof pem !== "string") throw unspoken("public-key", "it has no publicKey");
  if (typeof concurrency !== "number" || !Number.isInteger(concurrency) || concurrency < 1)
    throw unspoken("public-key", "its concurrency is no number above 0");
  return { publicKey: readPublicKey(pem), atOnce: Math.min(concurrency, 64) };
}

interface Signing {
  readonly ask: AskProgram;
  readonly publicKey: KeyObject;
  readonly algorithm: SignatureAlgorithm;
}

async function signed(
  data: Uint8Array,
  { ask, publicKey, algorithm }: Signing,
): Promise<Uint8Array> {
  const answer = await asked(ask, "sign", {
    algorithm,
    digest: createHash("sha256").update(data).digest("base64"),
    message: Buffer.from(data).toString("base64"),
  });
  const { signature } = answer;
  if (typeof signature !== "string") throw unspoken("sign", "it has no signature");
  const bytes = Buffer.from(signature, "base64");
  if (isSignedBy(publicKey, data, bytes)) return bytes;
  throw new BpError("BAD_KEY", "the signature that the signer program gave is not by its key", {
    hint: `it must be ${algorithm}, in base64; ECDSA as ASN.1 DER`,
  });
}

async function asked(
  ask: AskProgram,
  verb: SignerVerb,
  more: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const text = await ask(verb, `${JSON.stringify({ version, verb, ...more })}\n`);
  const answer = objectIn(text, verb);
  if (answer["version"] !== version)
    throw unspoken(
      verb,
      `it is of version ${JSON.stringify(answer["version"] ?? null)}, not ${version}`,
    );
  return answer;
}

function objectIn(text: Uint8Array, verb: SignerVerb): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = parseJson(text);
    if (isRecord(value)) return value;
  } catch {
    // Said below.
  }
  throw unspoken(verb, "it is no JSON object");
}

function unspoken(verb: SignerVerb, why: string): BpError {
  return new BpError("BAD_KEY", `the signer program's answer to ${verb} cannot be used: ${why}`, {
    hint: "docs/signers.md has the protocol, and a program that speaks it",
  });
}
