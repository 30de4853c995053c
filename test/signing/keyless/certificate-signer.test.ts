import { expect, test } from "vitest";

import { digestOf } from "../../../src/model/digest.ts";
import { BpError } from "../../../src/model/error.ts";
import type { Ask } from "../../../src/signing/index.ts";
import { attest, readToken, signStatement } from "../../../src/signing/index.ts";
import { idToken, issuer, workflow } from "../../support/sigstore.ts";
import { signerOf, sigstore } from "./support.ts";

const minutes = 60_000;

test("a certificate serves until a minute before its end, and one request brings the next", async () => {
  const double = await sigstore();
  let now = new Date();
  const signer = await signerOf(double, { witnesses: [], now: () => now });
  const certificates = (): number =>
    double.requests.filter((request) => request.endsWith("/signingCert")).length;
  await signer.sign(Uint8Array.of(1));
  now = new Date(now.getTime() + 8 * minutes);
  await signer.sign(Uint8Array.of(2));
  expect(certificates()).toBe(1);
  now = new Date(now.getTime() + 1.5 * minutes);
  await Promise.all([1, 2, 3].map((byte) => signer.sign(Uint8Array.of(byte))));
  expect(certificates()).toBe(2);
});

test("a run keeps its identity", async () => {
  const double = await sigstore();
  let sub = workflow;
  let now = new Date();
  const signer = await signerOf(double, {
    token: async () => readToken(idToken({ iss: issuer, sub })),
    now: () => now,
  });
  sub = "https://github.com/eve/charts";
  now = new Date(now.getTime() + 20 * minutes);
  await expect(signer.sign(Uint8Array.of(1))).rejects.toMatchObject({
    code: "SIGSTORE",
    message: expect.stringContaining("began as"),
  });
});

test.each([
  [{ iss: issuer, email: "a@acme.test", sub: "1" }, "is not verified"],
  [{ iss: issuer }, "names no subject"],
])("a token that proves nothing is refused before it is sent: %j", async (claims, message) => {
  const double = await sigstore();
  const signing = signerOf(double, { token: async () => readToken(idToken(claims)) });
  await expect(signing).rejects.toMatchObject({
    code: "UNAUTHORIZED",
    message: expect.stringContaining(message),
  });
  expect(double.requests).toEqual([]);
});

test("a refusal of Fulcio that repeats the token does not repeat it here", async () => {
  const double = await sigstore();
  const text = idToken({ iss: issuer, sub: workflow });
  const refusing: Ask = async () => ({
    status: 400,
    headers: {},
    body: new TextEncoder().encode(`bad token ${text}`),
  });
  const failure: unknown = await signerOf(double, { ask: refusing }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(BpError);
  expect(failure).toMatchObject({ code: "UNAUTHORIZED" });
  expect(String(failure)).not.toContain(text);
});

test("what a log answers without a proof is no witness", async () => {
  const double = await sigstore();
  const signer = await signerOf(double);
  double.logFault = { status: 201, body: '{"a":{"body":"e30="}}' };
  await expect(attest(signStatement(digestOf("x")), signer)).rejects.toMatchObject({
    code: "SIGSTORE",
    message: "Rekor answers without an entry and its proof",
  });
});
