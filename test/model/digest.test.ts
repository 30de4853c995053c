import { expect, test } from "vitest";

import { cosignTag } from "../../src/model/cosign-tag.ts";
import { descriptorOf } from "../../src/model/descriptor.ts";
import { algorithmOf, digestOf, hexOf, isDigest, parseDigest } from "../../src/model/digest.ts";
import { BpError } from "../../src/model/error.ts";

const empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

test("the digest of bytes and of a text's UTF-8", () => {
  expect(digestOf("")).toBe(empty);
  expect(digestOf("é")).toBe(digestOf(new TextEncoder().encode("é")));
});

test("a descriptor counts bytes", () => {
  const bytes = new TextEncoder().encode("é");
  expect(descriptorOf("text/plain", bytes)).toEqual({
    mediaType: "text/plain",
    digest: digestOf(bytes),
    size: 2,
  });
});

test.each([
  ["", false],
  ["sha256", false],
  ["sha256:", false],
  [empty, true],
  [empty.toUpperCase(), false],
  [`${empty}0`, false],
  [`sha512:${"0".repeat(128)}`, true],
  [`md5:${"0".repeat(32)}`, false],
  [`constructor:${"0".repeat(64)}`, false],
])("%j is a digest: %s", (text, expected) => {
  expect(isDigest(text)).toBe(expected);
});

test("refuses what is none, without repeating all of it", () => {
  expect(() => parseDigest("x".repeat(10_000))).toThrow(BpError);
  expect(() => parseDigest("x".repeat(10_000))).toThrow(/^not a digest: x{160}$/u);
});

test("has parts", () => {
  const digest = parseDigest(empty);
  expect([algorithmOf(digest), hexOf(digest)]).toEqual(["sha256", empty.slice(7)]);
  expect(cosignTag(digest, "sig")).toBe(`sha256-${empty.slice(7)}.sig`);
});
