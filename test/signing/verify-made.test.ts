import { beforeAll, expect, test } from "vitest";

import { digestOf } from "../../src/model/digest.ts";
import { predicateType } from "../../src/model/media-type.ts";
import type { KeyPolicy, Signer } from "../../src/signing/index.ts";
import { assertMade } from "../../src/signing/index.ts";
import type { Signed } from "./support.ts";
import { newSigner, publicKeyOf, signAll } from "./support.ts";

const subject = digestOf("a chart");
const refused: unknown = expect.objectContaining({ code: "VERIFICATION" });

let signer: Signer;
let policy: KeyPolicy;
let signed: Signed;
beforeAll(async () => {
  signer = await newSigner("ours");
  policy = { $case: "publicKey", publicKey: publicKeyOf(signer) };
  signed = await signAll(subject, signer);
});

test("what was just signed passes", () => {
  expect(() => assertMade({ subject, policy, ...signed })).not.toThrow();
});

test("for another subject it does not", () => {
  const other = { subject: digestOf("another"), policy };
  expect(() => assertMade({ ...other, attestations: signed.attestations })).toThrow(refused);
  expect(() => assertMade({ ...other, attestations: [], simple: signed.simple })).toThrow(refused);
});

test("by another key it does not", async () => {
  const publicKey = publicKeyOf(await newSigner("theirs"));
  expect(() => assertMade({ subject, policy: { ...policy, publicKey }, ...signed })).toThrow(
    refused,
  );
});

test("of another type than it says it does not", () => {
  const [signature] = signed.attestations;
  if (signature === undefined) throw new Error("nothing signed");
  const attestations = [{ ...signature, predicateType: predicateType.cyclonedx }];
  expect(() => assertMade({ subject, policy, attestations })).toThrow(refused);
});
