import { scrypt } from "node:crypto";

import { secretbox } from "@noble/ciphers/salsa.js";

import { BpError } from "../model/error.ts";
import { isRecord, parseJson } from "./strict-json.ts";

/** scrypt's cost parameter. */
const written = 65_536;
const accepted: ReadonlySet<unknown> = new Set([32_768, 65_536, 131_072]);
const blockSize = 8;
const parallelism = 1;

export interface SealInput {
  readonly secret: Uint8Array;
  readonly password: string;
  readonly randomBytes: (length: number) => Uint8Array;
}

/** The JSON that cosign keeps an encrypted key in (interop §2.7): scrypt, then NaCl secretbox. */
export async function seal(input: SealInput): Promise<string> {
  const salt = input.randomBytes(32);
  const nonce = input.randomBytes(24);
  const key = await derive(input.password, salt, written);
  return JSON.stringify({
    kdf: {
      name: "scrypt",
      params: { N: written, r: blockSize, p: parallelism },
      salt: base64(salt),
    },
    cipher: { name: "nacl/secretbox", nonce: base64(nonce) },
    ciphertext: base64(secretbox(key, nonce).seal(input.secret)),
  });
}

/** @throws BpError BAD_KEY where the text is no such box, BAD_PASSWORD where the password does not open it */
export async function open(json: Uint8Array, password: string): Promise<Uint8Array> {
  const { cost, salt, nonce, ciphertext } = parameters(parseBox(json));
  const key = await derive(password, salt, cost);
  try {
    return secretbox(key, nonce).open(ciphertext);
  } catch {
    throw new BpError("BAD_PASSWORD", "the password does not open the private key", {
      hint: "set COSIGN_PASSWORD to the password the key was made with (empty where it has none)",
    });
  }
}

interface BoxParameters {
  readonly cost: number;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** Only the parameters that cosign itself accepts: a file must not choose how much memory opening it takes. */
function parameters(box: Record<string, unknown>): BoxParameters {
  const { kdf, cipher, ciphertext } = box;
  if (!isRecord(kdf) || !isRecord(cipher)) throw damaged();
  const { params } = kdf;
  if (kdf["name"] !== "scrypt" || !isRecord(params)) throw damaged();
  if (cipher["name"] !== "nacl/secretbox") throw damaged();
  const cost = params["N"];
  const known = typeof cost === "number" && accepted.has(cost);
  if (!known || params["r"] !== blockSize || params["p"] !== parallelism) {
    throw new BpError("BAD_KEY", "the private key uses scrypt parameters that are not supported", {
      hint: "make a key with `bp keygen` or `cosign generate-key-pair`",
    });
  }
  return {
    cost,
    salt: bytesOf(kdf["salt"]),
    nonce: bytesOf(cipher["nonce"], 24),
    ciphertext: bytesOf(ciphertext),
  };
}

function parseBox(json: Uint8Array): Record<string, unknown> {
  try {
    return parseJson(json);
  } catch {
    throw damaged();
  }
}

function bytesOf(value: unknown, length?: number): Uint8Array {
  const bytes = typeof value === "string" ? Buffer.from(value, "base64") : Buffer.alloc(0);
  if (bytes.length === 0 || (length !== undefined && bytes.length !== length)) throw damaged();
  return bytes;
}

/** scrypt needs a memory limit above Node's own even for the smallest cost cosign uses. */
function derive(password: string, salt: Uint8Array, cost: number): Promise<Uint8Array> {
  const maxmem = 128 * blockSize * (cost + parallelism + 2);
  const options = { N: cost, r: blockSize, p: parallelism, maxmem };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, options, (error, key) => {
      if (error === null) resolve(new Uint8Array(key));
      else reject(error);
    });
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

function damaged(): BpError {
  return new BpError("BAD_KEY", "the encrypted private key is damaged or of an unknown format", {
    hint: "restore the key file, or make another with `bp keygen`",
  });
}
