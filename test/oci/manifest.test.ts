import { describe, expect, test } from "vitest";

import { mediaType } from "../../src/model/media-type.ts";
import {
  asReferrer,
  isManifest,
  parseDescriptor,
  parseManifest,
  successors,
} from "../../src/oci/index.ts";
import { blob, made, referrerOf } from "./artifact.ts";

const good = { mediaType: "x/y", digest: `sha256:${"a".repeat(64)}`, size: 3 };

describe("parseDescriptor", () => {
  test("keeps what is known and drops the rest", () => {
    const value = { ...good, urls: ["x"], annotations: { a: "b", n: 1 }, artifactType: "" };
    expect(parseDescriptor(value)).toEqual({ ...good, annotations: { a: "b" } });
  });

  test.each([
    undefined,
    null,
    [],
    "text",
    { ...good, size: -1 },
    { ...good, size: 1.5 },
    { ...good, size: "3" },
    { ...good, digest: "sha256:ABC" },
    { ...good, digest: "md5:00" },
    { digest: good.digest, size: 3 },
  ])("is undefined for %j", (value) => {
    expect(parseDescriptor(value)).toBeUndefined();
  });

  test("an annotation cannot reach a prototype", () => {
    const value: unknown = JSON.parse(
      `{"mediaType":"x/y","digest":"${good.digest}","size":3,"annotations":{"__proto__":"x"}}`,
    );
    expect(Object.getPrototypeOf(parseDescriptor(value)?.annotations)).toBe(Object.prototype);
  });
});

describe("parseManifest", () => {
  test.each(["", "[]", "null", "{", "\uFEFF{]"])("refuses %j", (text) => {
    expect(() => parseManifest(Buffer.from(text), "it")).toThrow(/^it is not an OCI manifest/u);
  });

  test("successors are config, layers and manifests, not the subject", () => {
    const subject = blob("subject").descriptor;
    const { manifest, config, layer } = made("layer", { subject });
    const parsed = parseManifest(manifest.bytes, "it");
    expect(successors(parsed)).toEqual([config.descriptor, layer.descriptor]);
    expect(parsed.subject).toEqual(subject);
  });

  test("asReferrer takes the type from the manifest, else from the config", () => {
    const subject = blob("subject").descriptor;
    const typed = referrerOf(subject, "signature", "x/bundle").manifest;
    const plain = made("plain", { subject }).manifest;
    expect(asReferrer(typed.descriptor, parseManifest(typed.bytes, "it"))).toEqual({
      ...typed.descriptor,
      artifactType: "x/bundle",
      annotations: { kind: "signature" },
    });
    expect(asReferrer(plain.descriptor, parseManifest(plain.bytes, "it")).artifactType).toBe(
      mediaType.empty,
    );
  });
});

test("only the four manifest types are manifests", () => {
  expect(isManifest(mediaType.dockerIndex)).toBe(true);
  expect(isManifest(mediaType.imageConfig)).toBe(false);
});
