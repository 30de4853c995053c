import { describe, expect, test } from "vitest";

import {
  blueprintReferrer,
  bundleReferrer,
  emptyConfig,
  referrerManifest,
  sbomReferrer,
} from "../../src/artifact/index.ts";
import { descriptorOf } from "../../src/model/descriptor.ts";
import { digestOf } from "../../src/model/digest.ts";
import { mediaType, predicateType } from "../../src/model/media-type.ts";
import { cyclonedxForm, spdxForm } from "../../src/model/sbom-form.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (data: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(data));
const subject = descriptorOf(mediaType.manifest, bytes("the chart's manifest"));

test("the empty config is the two bytes of the specification", () => {
  expect(new TextDecoder().decode(emptyConfig.bytes)).toBe("{}");
  expect(emptyConfig.descriptor).toEqual({
    mediaType: "application/vnd.oci.empty.v1+json",
    digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    size: 2,
  });
});

describe("a referrer", () => {
  test("of a bundle is these bytes", () => {
    const { manifest, descriptor, config } = bundleReferrer(
      bytes("{bundle}"),
      predicateType.cosignSign,
      subject,
    );
    expect(new TextDecoder().decode(manifest)).toBe(
      [
        '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",',
        '"artifactType":"application/vnd.dev.sigstore.bundle.v0.3+json",',
        '"config":{"mediaType":"application/vnd.oci.empty.v1+json",',
        `"digest":"${emptyConfig.descriptor.digest}","size":2},`,
        '"layers":[{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json",',
        `"digest":"${digestOf("{bundle}")}","size":8}],`,
        '"subject":{"mediaType":"application/vnd.oci.image.manifest.v1+json",',
        `"digest":"${subject.digest}","size":${subject.size}},`,
        '"annotations":{"dev.sigstore.bundle.content":"dsse-envelope",',
        '"dev.sigstore.bundle.predicateType":"https://sigstore.dev/cosign/sign/v1"}}',
      ].join(""),
    );
    expect(config).toEqual(emptyConfig.descriptor);
    expect(descriptor).toEqual({
      ...descriptorOf(mediaType.manifest, manifest),
      artifactType: mediaType.bundle,
      annotations: {
        "dev.sigstore.bundle.content": "dsse-envelope",
        "dev.sigstore.bundle.predicateType": predicateType.cosignSign,
      },
    });
  });

  test.each([
    [cyclonedxForm, "application/vnd.cyclonedx+json", "sbom.cdx.json"],
    [spdxForm, "application/spdx+json", "sbom.spdx.json"],
  ])("of an SBOM has the type twice and names the file: $name", (form, type, file) => {
    const { manifest, descriptor } = sbomReferrer(bytes("{}"), form, subject);
    expect(parse(manifest)).toMatchObject({
      artifactType: type,
      layers: [
        {
          mediaType: type,
          annotations: { "org.opencontainers.image.title": file },
        },
      ],
      subject,
    });
    expect(descriptor).not.toHaveProperty("annotations");
  });

  test("of a blueprint document names blueprint.yaml", () => {
    const document = bytes("kind: Blueprint\n");
    const { manifest, descriptor } = blueprintReferrer({ document, subject });
    expect(descriptor.artifactType).toBe("application/vnd.openova.catalyst.blueprint.v1+yaml");
    expect(parse(manifest)).toMatchObject({
      layers: [
        {
          mediaType: "application/vnd.openova.catalyst.blueprint.v1+yaml",
          digest: digestOf(document),
          annotations: { "org.opencontainers.image.title": "blueprint.yaml" },
        },
      ],
    });
  });

  test("names its subject by type, digest and size, whatever a listing says of it", () => {
    const listed = { ...subject, artifactType: "x/y", annotations: { "a.b": "c" } };
    const layer = descriptorOf("x/y", bytes("layer"));
    const make = (of: typeof subject): Uint8Array =>
      referrerManifest({ artifactType: "x/y", layer, subject: of, annotations: {} }).manifest;
    expect(make(listed)).toEqual(make(subject));
  });
});
