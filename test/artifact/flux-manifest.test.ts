import { expect, test } from "vitest";

import { fluxArtifact } from "../../src/artifact/index.ts";
import { descriptorOf } from "../../src/model/descriptor.ts";
import { digestOf } from "../../src/model/digest.ts";
import { mediaType } from "../../src/model/media-type.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (data: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(data));

const content = descriptorOf(mediaType.fluxContent, bytes("a tar.gz"));
const unpackedDigest = digestOf("a tar");
const subject = {
  ...descriptorOf(mediaType.manifest, bytes("a chart")),
  annotations: { said: "by a listing" },
};

test("has Flux's media types, one layer, no artifactType and no time", () => {
  const made = fluxArtifact({ content, unpackedDigest });
  expect(json(made.manifest)).toEqual({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: {
      mediaType: "application/vnd.cncf.flux.config.v1+json",
      digest: digestOf(made.configBytes),
      size: made.configBytes.byteLength,
    },
    layers: [
      {
        mediaType: "application/vnd.cncf.flux.content.v1.tar+gzip",
        digest: content.digest,
        size: content.size,
      },
    ],
  });
  expect(json(made.configBytes)).toMatchObject({
    created: "0001-01-01T00:00:00Z",
    rootfs: { type: "layers", diff_ids: [unpackedDigest] },
  });
  expect(made.descriptor).toEqual(descriptorOf(mediaType.manifest, made.manifest));
});

test("refers to the artifact that it belongs to, and is listed by its config's type", () => {
  const made = fluxArtifact({ content, unpackedDigest, subject, annotations: { b: "2", a: "1" } });
  const { mediaType: type, digest, size } = subject;
  expect(json(made.manifest)).toMatchObject({
    subject: { mediaType: type, digest, size },
    annotations: { a: "1", b: "2" },
  });
  expect(made.descriptor).toMatchObject({
    artifactType: "application/vnd.cncf.flux.config.v1+json",
    annotations: { a: "1", b: "2" },
  });
});

test("the same content makes the same bytes, another content others", () => {
  const one = fluxArtifact({ content, unpackedDigest, subject });
  expect(fluxArtifact({ content: { ...content }, unpackedDigest, subject })).toEqual(one);
  const other = descriptorOf(mediaType.fluxContent, bytes("another"));
  expect(fluxArtifact({ content: other, unpackedDigest, subject }).descriptor.digest).not.toBe(
    one.descriptor.digest,
  );
});
