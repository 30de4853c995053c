import { createHash } from "node:crypto";

import { expect, test } from "vitest";

import { digestOf } from "../../../src/model/digest.ts";
import { annotation } from "../../../src/model/media-type.ts";
import { attest, predicateStatement } from "../../../src/signing/index.ts";
import { signerOf, sigstore } from "./support.ts";

interface Logged {
  readonly Payload: { readonly body: string };
}

interface Body {
  readonly spec: { readonly envelopeHash: { readonly value: string } };
}

/** Texts whose JSON has more than one form: what is logged must be the layer's own (interop §2.3). */
const predicate = { text: "ä \u2028 < & > \ud83d\ude00", number: 1e21, nested: { z: 1, a: [0.1] } };

test("the log has hashed the very bytes of the .att layer, whatever the statement holds", async () => {
  const signer = await signerOf(await sigstore());
  const statement = predicateStatement(digestOf("x"), "https://acme.test/scan/v1", predicate);
  const { envelope, layer } = await attest(statement, signer);
  const { Payload } = JSON.parse(layer.annotations?.[annotation.cosignBundle] ?? "") as Logged;
  const body = JSON.parse(Buffer.from(Payload.body, "base64").toString()) as Body;
  const hash = createHash("sha256").update(envelope).digest("hex");
  expect(body.spec.envelopeHash.value).toBe(hash);
  expect(layer.digest).toBe(`sha256:${hash}`);
});
