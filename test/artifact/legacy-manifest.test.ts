import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { legacyManifest } from "../../src/artifact/index.ts";
import type { Descriptor } from "../../src/model/descriptor.ts";
import { descriptorOf } from "../../src/model/descriptor.ts";
import { BpError } from "../../src/model/error.ts";
import { mediaType } from "../../src/model/media-type.ts";

const golden = join(import.meta.dirname, "../golden/cosign");
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (data: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(data));

function layer(payload: string, signature: string): Descriptor {
  return {
    ...descriptorOf(mediaType.simpleSigning, bytes(payload)),
    annotations: { "dev.cosignproject.cosign/signature": signature },
  };
}

describe("beside cosign's own", () => {
  test.each([
    ["2.4.3-legacy", "sig"],
    ["2.4.3-legacy", "att"],
    ["3.1.3-legacy", "sig"],
    ["3.1.3-legacy", "att"],
  ])("%s .%s has the same config and the same content", (folder, suffix) => {
    const written = readFileSync(join(golden, folder, `${suffix}.manifest.json`));
    const config = readFileSync(join(golden, folder, `${suffix}.config.blob`));
    const { layers } = parse(written) as { layers: readonly Descriptor[] };
    const ours = legacyManifest({ layers });
    expect(new TextDecoder().decode(ours.configBytes)).toBe(config.toString());
    expect(parse(ours.manifest)).toEqual(parse(written));
  });
});

describe("a manifest that is there", () => {
  const theirs = layer("payload", "theirs");
  const ours = layer("payload", "ours");

  test("keeps its layers, first and in full", () => {
    const odd = { ...theirs, urls: ["https://example.com/x"] };
    const existing = legacyManifest({ layers: [odd] }).manifest;
    const merged = legacyManifest({ layers: [ours], existing });
    expect(merged.changed).toBe(true);
    expect(parse(merged.manifest)).toMatchObject({ layers: [odd, ours] });
    expect(parse(merged.configBytes)).toMatchObject({
      history: [{}, {}],
      rootfs: { diff_ids: [theirs.digest, ours.digest] },
    });
  });

  test("is left alone where it has our layer", () => {
    const existing = legacyManifest({ layers: [theirs, ours] });
    const merged = legacyManifest({ layers: [ours], existing: existing.manifest });
    expect(merged.changed).toBe(false);
    expect(merged.descriptor).toEqual(existing.descriptor);
  });

  test.each([
    "",
    "[]",
    "{}",
    '{"layers":[{}]}',
    '{"layers":[{"mediaType":"a","digest":"b","size":1}]}',
  ])("is refused where it is none: %s", (text) => {
    const merge = (): unknown => legacyManifest({ layers: [ours], existing: bytes(text) });
    expect(merge).toThrow(expect.objectContaining({ code: "REGISTRY" }));
    expect(merge).toThrow(BpError);
  });

  test("is refused where it is full", () => {
    const many = Array.from({ length: 1000 }, (_, index) => layer("payload", `${index}`));
    const existing = legacyManifest({ layers: many }).manifest;
    expect(() => legacyManifest({ layers: [ours], existing })).toThrow(
      expect.objectContaining({ code: "LIMIT" }),
    );
  });
});
