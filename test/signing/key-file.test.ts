import { generateKeyPairSync } from "node:crypto";

import { beforeAll, describe, expect, test } from "vitest";

import { isEncryptedKey, keySigner, readPublicKey } from "../../src/signing/index.ts";
import { readPem, writePem } from "../../src/signing/pem.ts";
import { seal } from "../../src/signing/secret-box.ts";
import { bytes, goldenText, publicKeyOf, seeded } from "./support.ts";

const cosignKey = goldenText("cosign.key");
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const pkcs8 = p256.export({ type: "pkcs8", format: "pem" }).toString();

const spki = { type: "spki", format: "pem" } as const;

const code = (name: string): unknown => expect.objectContaining({ code: name });

/** cosign's key with one thing in its JSON changed. */
function changed(edit: (box: Box) => void): string {
  const { label, bytes: json } = readPem(cosignKey) ?? { label: "", bytes: new Uint8Array() };
  const box = JSON.parse(new TextDecoder().decode(json)) as Box;
  edit(box);
  return writePem({ label, bytes: bytes(JSON.stringify(box)) });
}

interface Box {
  kdf: { name: string; params: { N: number; r: number; p: number }; salt: string };
  cipher: { name: string; nonce: string };
  ciphertext: string;
}

describe("cosign's encrypted key", () => {
  test("opens and is the pair of cosign.pub", async () => {
    expect(isEncryptedKey(cosignKey)).toBe(true);
    expect(publicKeyOf(await keySigner(cosignKey, "secret"))).toBe(goldenText("cosign.pub"));
  });

  test("opens under the older label and with other line ends", async () => {
    const older = cosignKey.replaceAll("SIGSTORE", "COSIGN").replaceAll("\n", "\r\n");
    expect(isEncryptedKey(older)).toBe(true);
    expect(publicKeyOf(await keySigner(older, "secret"))).toBe(goldenText("cosign.pub"));
  });

  test.each(["", "Secret", "secret\n"])("does not open with %j", async (password) => {
    await expect(keySigner(cosignKey, password)).rejects.toThrow(code("BAD_PASSWORD"));
  });

  test("asks for a password where none is given", async () => {
    await expect(keySigner(cosignKey, undefined)).rejects.toThrow(
      expect.objectContaining({
        code: "BAD_PASSWORD",
        hint: expect.stringContaining("COSIGN_PASSWORD"),
      }),
    );
  });

  test.each<[string, (box: Box) => void]>([
    ["a cost beyond cosign's", (box) => (box.kdf.params.N = 1 << 24)],
    ["another block size", (box) => (box.kdf.params.r = 1024)],
    ["another parallelism", (box) => (box.kdf.params.p = 64)],
    ["another derivation", (box) => (box.kdf.name = "argon2")],
    ["another cipher", (box) => (box.cipher.name = "aes")],
    ["a short nonce", (box) => (box.cipher.nonce = "AAAA")],
    ["no salt", (box) => (box.kdf.salt = "")],
    ["no ciphertext", (box) => (box.ciphertext = "")],
  ])("is refused with %s", async (_name, edit) => {
    await expect(keySigner(changed(edit), "secret")).rejects.toThrow(code("BAD_KEY"));
  });

  test.each([32_768, 131_072])("may have the cost %i, which then decides the key", async (cost) => {
    const other = changed((box) => (box.kdf.params.N = cost));
    await expect(keySigner(other, "secret")).rejects.toThrow(code("BAD_PASSWORD"));
  });

  test("is refused where the JSON is none", async () => {
    const broken = writePem({ label: "ENCRYPTED SIGSTORE PRIVATE KEY", bytes: bytes("no") });
    await expect(keySigner(broken, "secret")).rejects.toThrow(code("BAD_KEY"));
  });

  test("is refused where it holds another format than PKCS#8", async () => {
    const secret = p256.export({ type: "sec1", format: "der" });
    const box = await seal({ secret, password: "", randomBytes: seeded("sec1") });
    const pem = writePem({ label: "ENCRYPTED SIGSTORE PRIVATE KEY", bytes: bytes(box) });
    await expect(keySigner(pem, "")).rejects.toThrow(code("BAD_KEY"));
  });
});

describe("a plain key", () => {
  test("is taken as PKCS#8 over P-256, with no password", async () => {
    expect(isEncryptedKey(pkcs8)).toBe(false);
    const signer = await keySigner(pkcs8, undefined);
    expect(publicKeyOf(signer)).toContain("BEGIN PUBLIC KEY");
  });

  const ec = (namedCurve: string): string =>
    generateKeyPairSync("ec", { namedCurve }).privateKey.export(asPem).toString();
  const asPem = { type: "pkcs8", format: "pem" } as const;
  let others: readonly (readonly [string, string])[];
  beforeAll(() => {
    others = [
      ["P-521", ec("P-521")],
      ["secp256k1", ec("secp256k1")],
      ["Ed448", generateKeyPairSync("ed448").privateKey.export(asPem).toString()],
      [
        "RSA of another size",
        generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey.export(asPem).toString(),
      ],
      ["SEC1", p256.export({ type: "sec1", format: "pem" }).toString()],
      [
        "PKCS#8 under OpenSSL's encryption",
        p256.export({ ...asPem, cipher: "aes-256-cbc", passphrase: "x" }).toString(),
      ],
      ["a public key", goldenText("cosign.pub")],
      ["a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"],
      ["damaged", pkcs8.replace(/\n.{20}/u, "\n")],
      ["empty", ""],
      ["huge", pkcs8 + " ".repeat(70_000)],
    ];
  });

  test("is refused in every other form, with a remedy", async () => {
    for (const [name, pem] of others) {
      await expect(keySigner(pem, "x"), name).rejects.toThrow(
        expect.objectContaining({ code: "BAD_KEY", hint: expect.stringMatching(/bp keygen/u) }),
      );
    }
  });

  test("never shows in the message", async () => {
    const fault = keySigner(ec("P-521"), undefined).catch((error: unknown) => error);
    expect(String(await fault)).not.toMatch(/[A-Za-z0-9+/]{40}/u);
  });
});

describe("a public key", () => {
  test("is read from cosign.pub", () => {
    expect(readPublicKey(goldenText("cosign.pub")).asymmetricKeyType).toBe("ec");
  });

  test.each([
    ["a private key", pkcs8],
    ["another curve", pemOf("P-521")],
    ["Ed448", generateKeyPairSync("ed448").publicKey.export(spki).toString()],
    ["nothing", ""],
    ["damaged", goldenText("cosign.pub").replace("MFkwEwYH", "AAAAAAAA")],
  ])("is refused: %s", (_name, pem) => {
    expect(() => readPublicKey(pem)).toThrow(code("BAD_KEY"));
  });
});

function pemOf(namedCurve: string): string {
  return generateKeyPairSync("ec", { namedCurve }).publicKey.export(spki).toString();
}
