import { expect, test } from "vitest";

import { compareDocuments, compareManifests } from "../../../src/app/rebuild/compare-manifests.ts";
import { descriptorOf } from "../../../src/model/descriptor.ts";
import { digestOf } from "../../../src/model/digest.ts";
import type { Manifest } from "../../../src/oci/index.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function manifest(config: string, annotations: Readonly<Record<string, string>>): Manifest {
  return {
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: descriptorOf("x", bytes(config)),
    layers: [],
    annotations,
  } as unknown as Manifest;
}

test("config and annotations, by name", () => {
  const before = manifest("one", { same: "x", gone: "y", changed: "1" });
  const after = manifest("two", { same: "x", new: "z", changed: "2" });
  expect(compareManifests(before, before)).toEqual([]);
  expect(compareManifests(before, after)).toEqual([
    { part: "changed", published: "1", rebuilt: "2" },
    { part: "config", published: digestOf("one"), rebuilt: digestOf("two") },
    { part: "gone", published: "y", rebuilt: null },
    { part: "new", published: null, rebuilt: "z" },
  ]);
});

test("a document's first line that differs", () => {
  expect(compareDocuments(bytes("a\nb\n"), bytes("a\nb\n"))).toBeNull();
  expect(compareDocuments(undefined, undefined)).toBeNull();
  expect(compareDocuments(bytes("a\nb\nc"), bytes("a\nx\nc"))).toMatchObject({
    line: 2,
    before: "b",
    after: "x",
  });
  expect(compareDocuments(bytes("a"), bytes("a\nmore"))).toMatchObject({
    line: 2,
    before: null,
    after: "more",
  });
  expect(compareDocuments(undefined, bytes("a"))).toEqual({
    published: null,
    rebuilt: digestOf("a"),
    line: null,
    before: null,
    after: null,
  });
});
