import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  emptyIndex,
  formatIndex,
  parseIndex,
  withManifest,
  withTag,
} from "../../../src/oci/layout/index-json.ts";
import type { LayoutIndex } from "../../../src/oci/layout/index-json.ts";
import { made } from "../artifact.ts";

const [one, two] = [made("one").manifest.descriptor, made("two").manifest.descriptor];

function parse(value: unknown): LayoutIndex {
  return parseIndex(Buffer.from(JSON.stringify(value)), "index.json");
}

function tagsOf(index: LayoutIndex): Readonly<Record<string, string>> {
  return Object.fromEntries(
    index.entries.flatMap(({ tag, descriptor }) =>
      tag === undefined ? [] : [[tag, descriptor.digest]],
    ),
  );
}

describe("index.json", () => {
  test("the text does not depend on the order of events", () => {
    const steps = [
      (index: LayoutIndex) => withTag(index, one, "1.0.0"),
      (index: LayoutIndex) => withTag(index, two, "2.0.0"),
      (index: LayoutIndex) => withManifest(index, made("three").manifest.descriptor),
      (index: LayoutIndex) => withManifest(index, made("four").manifest.descriptor),
    ];
    const expected = formatIndex(steps.reduce((index, step) => step(index), emptyIndex));
    fc.assert(
      fc.property(fc.shuffledSubarray(steps, { minLength: steps.length }), (order) => {
        expect(formatIndex(order.reduce((index, step) => step(index), emptyIndex))).toBe(expected);
      }),
    );
  });

  test("tags follow the last word, and nothing that was listed is lost", () => {
    const digests = [one, two, made("three").manifest.descriptor];
    const step = fc.record({
      to: fc.constantFrom(...digests),
      tag: fc.constantFrom("a", "b", undefined),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const expected: Record<string, string> = {};
        let index = emptyIndex;
        for (const { to, tag } of steps) {
          index = tag === undefined ? withManifest(index, to) : withTag(index, to, tag);
          if (tag !== undefined) expected[tag] = to.digest;
        }
        const again = parseIndex(Buffer.from(formatIndex(index)), "index.json");
        expect(tagsOf(again)).toEqual(expected);
        expect(new Set(again.entries.map((entry) => entry.descriptor.digest))).toEqual(
          new Set(steps.map(({ to }) => to.digest)),
        );
      }),
    );
  });

  test("a change that changes nothing gives the very same index", () => {
    const index = withTag(emptyIndex, one, "1.0.0");
    expect(withTag(index, one, "1.0.0")).toBe(index);
    expect(withManifest(index, one)).toBe(index);
  });

  test("what others wrote stays", () => {
    const foreign = {
      schemaVersion: 2,
      annotations: { who: "them" },
      manifests: [
        {
          ...one,
          platform: { os: "linux", architecture: "arm64" },
          annotations: { "org.opencontainers.image.ref.name": "theirs", more: "x" },
        },
        { mediaType: "x/y", digest: "unknown:1", size: 1 },
      ],
    };
    const after: unknown = JSON.parse(formatIndex(withTag(parse(foreign), two, "ours")));
    expect(after).toEqual({
      ...foreign,
      manifests: [
        { ...two, annotations: { "org.opencontainers.image.ref.name": "ours" } },
        ...foreign.manifests,
      ],
    });
  });

  test("an annotation of a manifest does not become a tag", () => {
    const claiming = {
      ...one,
      annotations: { "org.opencontainers.image.ref.name": "1.0.0", a: "b" },
    };
    const index = withManifest(emptyIndex, claiming);
    expect(tagsOf(index)).toEqual({});
    expect(
      parseIndex(Buffer.from(formatIndex(index)), "x").entries[0]?.descriptor.annotations,
    ).toEqual({ a: "b" });
  });

  test.each(["", "{", "[]", '{"manifests":{}}'])("%j is no index", (text) => {
    expect(() => parseIndex(Buffer.from(text), "dir/index.json")).toThrow(
      /^dir\/index\.json is not the index/u,
    );
  });
});
