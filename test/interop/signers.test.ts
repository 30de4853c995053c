import { generateKeyPairSync } from "node:crypto";
import type { KeyPairKeyObjectResult } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startBpServe } from "./support/bp-serve.ts";
import { bpPublish, mustBp } from "./support/bp.ts";
import type { PredicateName } from "./support/cosign.ts";
import { cosignModes, cosignVerify, PREDICATES, writeTrustedRoot } from "./support/cosign.ts";
import { peersNamed, REPOSITORY } from "./support/peers.ts";
import { run } from "./support/process.ts";
import type { Registry } from "./support/registry.ts";
import type { Scratch } from "./support/scratch.ts";
import { copyWorkspace, makeScratch } from "./support/scratch.ts";
import type { Token } from "./support/token.ts";
import { makeToken, tokenInstalled } from "./support/token.ts";

const PROGRAM = join(REPOSITORY, "examples/signers/pkcs11.mjs");
const ASKED: readonly (PredicateName | undefined)[] = [
  undefined,
  ...(Object.keys(PREDICATES) as PredicateName[]),
];

/** How something is signed, and the public key as its owner gives it to others. */
interface Signing {
  readonly key: string;
  readonly env: NodeJS.ProcessEnv;
  readonly publicKey: string;
}

/** Publishes under each way of signing, and has bp and every cosign verify it by the public key alone. */
function verified(
  names: readonly string[],
  signingOf: (name: string, scratch: Scratch) => Promise<Signing>,
): void {
  let scratch: Scratch;
  let registry: Registry;
  const made = new Map<string, { readonly reference: string; readonly publicKey: string }>();
  const of = (name: string): { readonly reference: string; readonly publicKey: string } => {
    const found = made.get(name);
    if (found === undefined) throw new Error(`nothing was signed by ${name}`);
    return found;
  };

  beforeAll(async () => {
    scratch = makeScratch();
    registry = await startBpServe();
    await writeTrustedRoot(scratch);
    const cwd = await copyWorkspace(scratch, "workspace");
    for (const [index, name] of names.entries()) {
      const { key, env, publicKey } = await signingOf(name, scratch);
      const to = ["--to", `${registry.host}/key-${index}`, "--plain-http"];
      const [artifact] = await bpPublish(["axon", ...to, "--key", key], { cwd, env });
      made.set(name, { reference: artifact?.reference ?? "", publicKey });
    }
  });

  afterAll(async () => {
    await registry?.stop();
    await scratch?.remove();
  });

  test.each(names)("bp verifies %s", async (name) => {
    const { reference, publicKey } = of(name);
    const options = { cwd: scratch.folder, env: scratch.env };
    await mustBp(["verify", reference, "--key", publicKey, "--plain-http"], options);
  });

  for (const cosign of peersNamed("cosign")) {
    describe.skipIf(!cosign.present)(cosign.label, () => {
      for (const mode of cosignModes(cosign))
        test.each(names)(`${mode.title}: verifies %s, and by no other key`, async (name) => {
          const { reference, publicKey } = of(name);
          const call = { cosign, mode, publicKey, scratch };
          for (const asked of ASKED) {
            const outcome = await cosignVerify(call, reference, asked);
            expect(outcome, asked ?? "signature").toMatchObject({ code: 0 });
          }
          const other = of(names.find((one) => one !== name) ?? "").publicKey;
          const refused = await cosignVerify({ ...call, publicKey: other }, reference);
          expect(refused.code).not.toBe(0);
        });
    });
  }
}

const TOKEN_KEYS: Readonly<Record<string, readonly [string, string]>> = {
  "ECDSA over P-256": ["01", "EC:prime256v1"],
  "RSA of 2048 bits": ["02", "rsa:2048"],
};

describe.skipIf(!(await tokenInstalled()))("a key in a PKCS#11 token", () => {
  let token: Promise<Token> | undefined;
  verified(Object.keys(TOKEN_KEYS), async (name, scratch) => {
    const [id, type] = TOKEN_KEYS[name] ?? ["", ""];
    const opened = await (token ??= makeToken(scratch));
    await opened.generate(id, type);
    return { key: `exec:${PROGRAM}`, env: opened.env(id), publicKey: await opened.export(id) };
  });
});

const FILE_KEYS: Readonly<Record<string, () => KeyPairKeyObjectResult>> = {
  "ECDSA over P-384": () => generateKeyPairSync("ec", { namedCurve: "P-384" }),
  Ed25519: () => generateKeyPairSync("ed25519"),
  "RSA of 3072 bits": () => generateKeyPairSync("rsa", { modulusLength: 3072 }),
};

describe("a PKCS#8 key of another kind", () => {
  verified(Object.keys(FILE_KEYS), async (name, scratch) => {
    const pair = FILE_KEYS[name]?.();
    if (pair === undefined) throw new Error(`there is no ${name}`);
    const [key, publicKey] = ["key", "pub"].map((end) => scratch.path(`${name}.${end}`));
    if (key === undefined || publicKey === undefined) throw new Error("two files are named");
    const mode = { mode: 0o600 };
    await writeFile(key, pair.privateKey.export({ type: "pkcs8", format: "pem" }), mode);
    await writeFile(publicKey, pair.publicKey.export({ type: "spki", format: "pem" }));
    return { key, env: scratch.env, publicKey };
  });
});

test("the example says what it lacks", async () => {
  const env = { PATH: process.env["PATH"] };
  const request = '{"version":1,"verb":"public-key"}';
  const outcome = await run(process.execPath, [PROGRAM, "public-key"], { env, input: request });
  expect([outcome.code, outcome.stderr]).toEqual([1, "BP_SIGNER_PKCS11_ID is not set\n"]);
});
