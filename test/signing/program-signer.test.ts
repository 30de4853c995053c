import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";

import { describe, expect, test } from "vitest";

import { digestOf } from "../../src/model/digest.ts";
import type { AskProgram, SignerVerb } from "../../src/signing/index.ts";
import {
  assertMade,
  attest,
  keySigner,
  programPublicKey,
  programSigner,
  signSimple,
  signStatement,
} from "../../src/signing/index.ts";

const subject = digestOf("a chart's manifest");

const spki = { type: "spki", format: "pem" } as const;

/** Keys of every kind that consumers verify, with the hash that is signed. */
const kinds: readonly (readonly [string, KeyObject, string | null])[] = [
  ["ecdsa-p256-sha256", generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey, "sha256"],
  ["ecdsa-p384-sha256", generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey, "sha256"],
  ["rsa-pkcs1v15-sha256", generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey, "sha256"],
  ["ed25519", generateKeyPairSync("ed25519").privateKey, null],
];

type Answer = Readonly<Record<string, unknown>>;

interface Request {
  readonly version: number;
  readonly verb: SignerVerb;
  readonly algorithm?: string;
  readonly digest?: string;
  readonly message?: string;
}

/** A signer program in memory, and what it was asked. */
function program(
  key: KeyObject,
  hash: string | null,
  change: (answer: Answer, verb: SignerVerb) => unknown = (answer) => answer,
): AskProgram & { readonly requests: Request[] } {
  const requests: Request[] = [];
  const ask: AskProgram = async (verb, text) => {
    const request = JSON.parse(text) as Request;
    requests.push(request);
    const answer =
      verb === "public-key"
        ? { publicKey: publicOf(key) }
        : { signature: signedBy(key, hash, request.message ?? "") };
    const said = change({ version: 1, ...answer }, verb);
    return Buffer.from(typeof said === "string" ? said : JSON.stringify(said));
  };
  return Object.assign(ask, { requests });
}

function publicOf(key: KeyObject): string {
  return createPublicKey(key).export(spki).toString();
}

function signedBy(key: KeyObject, hash: string | null, message: string): string {
  return sign(hash, Buffer.from(message, "base64"), key).toString("base64");
}

describe.each(kinds)("a program with a key for %s", (algorithm, key, hash) => {
  test("signs in both formats what its public key verifies", async () => {
    const ask = program(key, hash);
    const signer = await programSigner(ask);
    const simple = await signSimple(subject, "registry.test/x", signer);
    const attestations = [await attest(signStatement(subject), signer)];
    await assertMade({ subject, policy: signer.policy, attestations, simple });
    expect(ask.requests.map(({ verb, version }) => [verb, version])).toEqual([
      ["public-key", 1],
      ["sign", 1],
      ["sign", 1],
    ]);
    expect(ask.requests[1]).toMatchObject({ algorithm, digest: expect.any(String) });
    expect(await programPublicKey(ask)).toBe(publicOf(key));
    const bundle = JSON.parse(new TextDecoder().decode(attestations[0]?.bundle)) as {
      verificationMaterial: { publicKey: { hint: string } };
    };
    expect(bundle.verificationMaterial.publicKey.hint).toBe(signer.name);
  });

  test("and the same key in a file signs likewise, the same each time", async () => {
    const pem = key.export({ type: "pkcs8", format: "pem" }).toString();
    const [signer, { name, policy }] = [
      await keySigner(pem, undefined),
      await programSigner(program(key, hash)),
    ];
    expect([signer.name, signer.policy]).toEqual([name, policy]);
    const [one, two] = [
      await attest(signStatement(subject), signer),
      await attest(signStatement(subject), signer),
    ];
    expect(one).toEqual(two);
    await assertMade({ subject, policy, attestations: [one] });
  });
});

describe("an answer that cannot be used", () => {
  const [, key] = kinds[0] ?? [];
  if (key === undefined) throw new Error("there is a key");
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

  test.each<[string, unknown, RegExp]>([
    ["no JSON", "hello", /no JSON object/u],
    ["no object", "[1]", /no JSON object/u],
    ["another version", { version: 2, publicKey: publicOf(key) }, /of version 2, not 1/u],
    ["no version", { publicKey: publicOf(key) }, /of version null, not 1/u],
    ["no key", { version: 1 }, /has no publicKey/u],
    ["what is no key", { version: 1, publicKey: "x" }, /not a public key/u],
    [
      "another kind of key",
      {
        version: 1,
        publicKey: publicOf(generateKeyPairSync("ec", { namedCurve: "P-521" }).privateKey),
      },
      /secp521r1/u,
    ],
    ["no number", { version: 1, publicKey: publicOf(key), concurrency: 0 }, /concurrency/u],
  ])("for the key: %s", async (_, said, message) => {
    const ask = program(key, "sha256", () => said);
    await expect(programSigner(ask)).rejects.toMatchObject({
      code: "BAD_KEY",
      message: expect.stringMatching(message) as unknown,
    });
  });

  test.each<[string, (answer: Answer) => unknown, RegExp]>([
    ["no signature", () => ({ version: 1 }), /has no signature/u],
    [
      "another key's",
      () => ({ version: 1, signature: signedBy(other, "sha256", "") }),
      /not by its key/u,
    ],
    ["no base64", () => ({ version: 1, signature: "..." }), /not by its key/u],
    ["another version", (answer) => ({ ...answer, version: "1" }), /of version "1"/u],
  ])("for a signature: %s", async (_, change, message) => {
    const ask = program(key, "sha256", (answer, verb) =>
      verb === "sign" ? change(answer) : answer,
    );
    const signer = await programSigner(ask);
    await expect(attest(signStatement(subject), signer)).rejects.toMatchObject({
      code: "BAD_KEY",
      message: expect.stringMatching(message) as unknown,
    });
  });
});

test("no more are asked at once than the program says", async () => {
  const [, key] = kinds[0] ?? [];
  if (key === undefined) throw new Error("there is a key");
  const answering = program(key, "sha256", (answer) => ({ ...answer, concurrency: 2 }));
  let [running, most] = [0, 0];
  const signer = await programSigner(async (verb, request) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    const answer = await answering(verb, request);
    running -= 1;
    return answer;
  });
  const signed = await Promise.all(
    Array.from({ length: 9 }, (_, at) => signer.sign(Buffer.from(String(at)))),
  );
  expect([signed.length, most]).toEqual([9, 2]);
});
