import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { ChartArtifactInput } from "../../src/artifact/index.ts";
import { buildArtifact } from "../../src/artifact/index.ts";
import { descriptorOf } from "../../src/model/descriptor.ts";
import { digestOf } from "../../src/model/digest.ts";
import { mediaType } from "../../src/model/media-type.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

const input: ChartArtifactInput = {
  config: bytes('{"name":"demo","version":"1.2.3","apiVersion":"v2"}'),
  chart: descriptorOf(mediaType.helmChart, bytes("a chart")),
  annotations: {
    "org.opencontainers.image.version": "1.2.3",
    "org.opencontainers.image.title": "demo",
    "org.opencontainers.image.description": "<a> & b",
  },
  blueprint: bytes("kind: Blueprint\n"),
};

describe("the chart manifest", () => {
  test("is these bytes", () => {
    const artifact = buildArtifact(input);
    expect(text(artifact.manifest)).toBe(
      [
        '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",',
        '"config":{"mediaType":"application/vnd.cncf.helm.config.v1+json",',
        '"digest":"sha256:7597bdf45acac4d699b58a71ff4311043111bc1ac038e4aa946dc6e3a7a1d2ce","size":51},',
        '"layers":[{"mediaType":"application/vnd.cncf.helm.chart.content.v1.tar+gzip",',
        `"digest":"${digestOf("a chart")}","size":7}],`,
        `"annotations":{"catalyst.openova.io/blueprint.digest":"${digestOf("kind: Blueprint\n")}",`,
        String.raw`"org.opencontainers.image.description":"\u003ca\u003e \u0026 b",`,
        '"org.opencontainers.image.title":"demo","org.opencontainers.image.version":"1.2.3"}}',
      ].join(""),
    );
    expect(artifact.descriptor).toEqual(descriptorOf(mediaType.manifest, artifact.manifest));
    expect(artifact.config).toEqual(descriptorOf(mediaType.helmConfig, input.config));
    expect(artifact.blueprintDigest).toBe(digestOf("kind: Blueprint\n"));
  });

  test("says nothing of a blueprint where there is none, whatever the chart claims", () => {
    const { blueprint: _blueprint, ...bare } = input;
    const claimed = { ...bare.annotations, "catalyst.openova.io/blueprint.digest": digestOf("x") };
    const artifact = buildArtifact({ ...bare, annotations: claimed });
    expect(text(artifact.manifest)).not.toContain("blueprint.digest");
    expect(artifact).not.toHaveProperty("blueprintDigest");
  });

  test("has no annotations where nothing is said", () => {
    const { config, chart } = input;
    expect(text(buildArtifact({ config, chart, annotations: {} }).manifest)).not.toContain(
      "annotations",
    );
  });

  test("takes type, digest and size alone from the chart's descriptor", () => {
    const chart = { ...input.chart, mediaType: "x/y", annotations: { path: "somewhere" } };
    expect(buildArtifact({ ...input, chart }).descriptor).toEqual(buildArtifact(input).descriptor);
  });

  test("does not depend on the order of the annotations", () => {
    const annotations = fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 8 });
    fc.assert(
      fc.property(annotations, (pairs) => {
        const unique = [...new Map(pairs)];
        const forth = buildArtifact({ ...input, annotations: Object.fromEntries(unique) });
        const back = buildArtifact({
          ...input,
          annotations: Object.fromEntries(unique.toReversed()),
        });
        expect(back.descriptor.digest).toBe(forth.descriptor.digest);
      }),
    );
  });
});
