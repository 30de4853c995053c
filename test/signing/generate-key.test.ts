import { createPublicKey, verify } from "node:crypto";

import { describe, expect, test } from "vitest";

import { generateKey, keySigner } from "../../src/signing/index.ts";
import { bytes, publicKeyOf, seeded } from "./support.ts";

describe("a generated key", () => {
  test("opens with its password, signs, and its public half verifies", async () => {
    const made = await generateKey({ password: "pässword", randomBytes: seeded("one") });
    const signer = await keySigner(made.privatePem, "pässword");
    expect(publicKeyOf(signer)).toBe(made.publicPem);
    const data = bytes("data");
    const { signature, key } = await signer.sign(data);
    expect(key).toMatchObject({ $case: "publicKey", hint: signer.name });
    expect(verify("sha256", data, createPublicKey(made.publicPem), signature)).toBe(true);
    expect(verify("sha256", bytes("date"), createPublicKey(made.publicPem), signature)).toBe(false);
  });

  test("has the shape of cosign's files", async () => {
    const made = await generateKey({ password: "", randomBytes: seeded("two") });
    expect(made.privatePem).toMatch(
      /^-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\n(?:[\w+/=]{1,64}\n)+-----END ENCRYPTED SIGSTORE PRIVATE KEY-----\n$/u,
    );
    const json = Buffer.from(made.privatePem.replaceAll(/-----.*-----|\n/gu, ""), "base64");
    expect(JSON.parse(json.toString())).toEqual({
      kdf: {
        name: "scrypt",
        params: { N: 65_536, r: 8, p: 1 },
        salt: expect.stringMatching(/^[\w+/]{43}=$/u),
      },
      cipher: { name: "nacl/secretbox", nonce: expect.stringMatching(/^[\w+/]{32}$/u) },
      ciphertext: expect.any(String),
    });
    expect(made.publicPem).toMatch(/^-----BEGIN PUBLIC KEY-----\n(?:.{1,64}\n)+-----END/u);
  });

  test("follows from the random bytes and from nothing else", async () => {
    expect(await make("three")).toEqual(await make("three"));
    expect((await make("three")).publicPem).not.toBe((await make("four")).publicPem);
  });

  test("may be a small number", async () => {
    const made = await generateKey({ password: "", randomBytes: one });
    const signer = await keySigner(made.privatePem, "");
    expect(publicKeyOf(signer)).toBe(made.publicPem);
  });

  test("is drawn again where the number is none of the curve's", async () => {
    let draws = 0;
    const randomBytes = (length: number): Uint8Array => {
      draws += 1;
      return new Uint8Array(length).fill(draws === 1 ? 0xff : 7);
    };
    await generateKey({ password: "", randomBytes });
    expect(draws).toBe(4);
  });

  test("is not made of a source that gives zeros", async () => {
    await expect(generateKey({ password: "", randomBytes: zeros })).rejects.toThrow("randomness");
  });
});

function make(seed: string): ReturnType<typeof generateKey> {
  return generateKey({ password: "p", randomBytes: seeded(seed) });
}

function one(length: number): Uint8Array {
  return zeros(length).fill(1, length - 1);
}

function zeros(length: number): Uint8Array {
  return new Uint8Array(length);
}
