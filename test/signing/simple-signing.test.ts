import { verify } from "node:crypto";

import { expect, test } from "vitest";

import { digestOf } from "../../src/model/digest.ts";
import { readPublicKey, signSimple } from "../../src/signing/index.ts";
import { goldenText, newSigner, publicKeyOf } from "./support.ts";

const { critical } = JSON.parse(goldenText("2.4.3-legacy/sig.layer0.blob")) as {
  critical: { identity: { "docker-reference": string } };
};

test("the payload is cosign's, byte for byte", async () => {
  const subject = digestOf(goldenText("subject.manifest.json"));
  const repository = critical.identity["docker-reference"];
  const { payload } = await signSimple(subject, repository, await newSigner("simple"));
  expect(new TextDecoder().decode(payload)).toBe(goldenText("2.4.3-legacy/sig.layer0.blob"));
});

test("the signature over the payload stands in the layer's annotation", async () => {
  const signer = await newSigner("simple");
  const { payload, layer } = await signSimple(digestOf("x"), "ghcr.io/a/b", signer);
  expect(layer).toMatchObject({
    mediaType: "application/vnd.dev.cosign.simplesigning.v1+json",
    digest: digestOf(payload),
    size: payload.byteLength,
  });
  const signature = layer.annotations?.["dev.cosignproject.cosign/signature"] ?? "";
  const key = readPublicKey(publicKeyOf(signer));
  expect(verify("sha256", payload, key, Buffer.from(signature, "base64"))).toBe(true);
});
