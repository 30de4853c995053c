import { beforeAll, expect, test } from "vitest";

import { digestOf } from "../../src/model/digest.ts";
import { predicateType } from "../../src/model/media-type.ts";
import type { KeyPolicy, Policy, Signer } from "../../src/signing/index.ts";
import { assertMade } from "../../src/signing/index.ts";
import type { Signed } from "./support.ts";
import { newSigner, publicKeyOf, signAll } from "./support.ts";

const subject = digestOf("a chart");
const refused: unknown = expect.objectContaining({ code: "VERIFICATION" });

let signer: Signer;
let policy: Policy;
let signed: Signed;
beforeAll(async () => {
  signer = await newSigner("ours");
  ({ policy } = signer);
  signed = await signAll(subject, signer);
});

test("what was just signed passes", async () => {
  await expect(assertMade({ subject, policy, ...signed })).resolves.toBeUndefined();
});

test("for another subject it does not", async () => {
  const other = { subject: digestOf("another"), policy };
  const { attestations, simple } = signed;
  await expect(assertMade({ ...other, attestations })).rejects.toThrow(refused);
  await expect(assertMade({ ...other, attestations: [], simple })).rejects.toThrow(refused);
});

test("by another key it does not", async () => {
  const publicKey = publicKeyOf(await newSigner("theirs"));
  const theirs: KeyPolicy = { $case: "publicKey", publicKey };
  await expect(assertMade({ subject, policy: theirs, ...signed })).rejects.toThrow(refused);
});

test("of another type than it says it does not", async () => {
  const [signature] = signed.attestations;
  if (signature === undefined) throw new Error("nothing signed");
  const attestations = [{ ...signature, predicateType: predicateType.cyclonedx }];
  await expect(assertMade({ subject, policy, attestations })).rejects.toThrow(refused);
});
