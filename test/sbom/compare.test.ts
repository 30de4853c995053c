import { describe, expect, test } from "vitest";

import type { Digest } from "../../src/model/digest.ts";
import type { SbomInput } from "../../src/sbom/index.ts";
import { compareComponents, cyclonedx, listedIn, spdx } from "../../src/sbom/index.ts";
import { image } from "./support.ts";

const a: Digest = `sha256:${"a".repeat(64)}`;
const b: Digest = `sha256:${"b".repeat(64)}`;

function input(change: Partial<SbomInput> = {}): SbomInput {
  return {
    subject: { kind: "chart", name: "bp-demo", version: "1.0.0" },
    subcharts: [
      { name: "redis", version: "2.0.0", repository: "", path: "charts/redis", source: "charts" },
    ],
    images: [image("quay.io/app:1.0", ["values.yaml"])],
    renders: [],
    dependencies: [{ name: "bp-mail", ranges: ["^1.0"] }],
    tool: { name: "bp", version: "0.1.0" },
    ...change,
  };
}

function changes(before: Uint8Array, after: Uint8Array): readonly string[] {
  return compareComponents(listedIn(before) ?? [], listedIn(after) ?? []).map(
    ({ change, kind, name, from, to }) =>
      `${change} ${kind} ${name}: ${from.join(", ")} -> ${to.join(", ")}`,
  );
}

function packed(digest?: Digest): Uint8Array {
  return cyclonedx(
    input({ subject: { kind: "chart", name: "bp-demo", version: "1.0.0", digest } }),
  );
}

describe("two bills of materials", () => {
  test("of one input are the same, whatever their format", () => {
    expect(changes(cyclonedx(input()), cyclonedx(input()))).toEqual([]);
    expect(changes(cyclonedx(input()), spdx(input()))).toEqual([]);
    expect(changes(spdx(input()), cyclonedx(input()))).toEqual([]);
  });

  test("differ by what came, what went, and what has another version", () => {
    const next = input({
      subject: { kind: "chart", name: "bp-demo", version: "1.1.0" },
      subcharts: [],
      images: [
        image("quay.io/app:1.1", ["values.yaml"]),
        image("quay.io/app:1.2", ["templates/a.yaml"]),
        image("quay.io/other:1", ["values.yaml"]),
      ],
    });
    const expected = [
      "changed application bp-demo: 1.0.0 -> 1.1.0",
      "removed application redis: 2.0.0 -> ",
      "changed container quay.io/app: 1.0 -> 1.1, 1.2",
      "added container quay.io/other:  -> 1",
    ];
    expect(changes(cyclonedx(input()), cyclonedx(next))).toEqual(expected);
    expect(changes(spdx(input()), cyclonedx(next))).toEqual(expected);
  });

  test("differ by bytes where both sides know them", () => {
    expect(changes(packed(a), packed(b))).toEqual([
      `changed application bp-demo: 1.0.0 ${a} -> 1.0.0 ${b}`,
    ]);
    expect(changes(packed(a), packed())).toEqual([]);
  });

  test.each(["", "{}", "[]", '{"bomFormat":"Other"}', "\u0000"])("%j is none", (text) => {
    expect(listedIn(Buffer.from(text))).toBeUndefined();
  });

  test("of another tool are read, components inside components too", () => {
    const document = {
      bomFormat: "CycloneDX",
      components: [
        { name: "outer", type: "library", components: [{ name: "inner", version: "1" }] },
      ],
    };
    expect(listedIn(Buffer.from(JSON.stringify(document)))).toEqual([
      { kind: "library", name: "outer", version: "", sha256: undefined },
      { kind: "library", name: "inner", version: "1", sha256: undefined },
    ]);
  });
});
