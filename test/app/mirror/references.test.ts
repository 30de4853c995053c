import { describe, expect, test } from "vitest";

import { place } from "../../../src/app/mirror/placement.ts";
import { named } from "../../../src/app/mirror/references.ts";
import { referenceSet } from "../../../src/app/mirror/set.ts";
import { formatReference, parseTarget } from "../../../src/model/reference.ts";

describe("a command line", () => {
  test.each([
    "ghcr.io/acme/charts/bp-axon:1.1.0",
    "oci://ghcr.io/acme/bp-axon:1.1.0",
    "localhost/x:1.0.0",
    "127.0.0.1:5000/x:1.0.0",
    `quay.io/org/app@sha256:${"a".repeat(64)}`,
    "oci-layout:.bp/registry/bp-axon:1.1.0",
  ])("%s names an artifact", (text) => {
    const { references, selectors } = named([text]);
    expect([references.length, selectors.length]).toEqual([1, 0]);
  });

  test.each(["axon", "bp-axon", "products/axon", "./products/axon", "products/*", "a/b.yaml"])(
    "%s is a selector",
    (text) => {
      expect(named([text])).toEqual({ references: [], selectors: [text] });
    },
  );

  test("a repository alone is refused", () => {
    expect(() => named(["oci://ghcr.io/acme/bp-axon"])).toThrow(/names a repository/u);
  });
});

describe("where an artifact goes", () => {
  const own = [parseTarget("ghcr.io/acme"), parseTarget("oci-layout:reg")];
  const to = parseTarget("registry.internal/mirror");
  const placed = (...texts: readonly string[]): readonly string[] => {
    const set = referenceSet(named(texts).references);
    return place(set.wanted, own, to).map((one) => formatReference(one.to));
  };

  test.each([
    ["ghcr.io/acme/bp-x:1.0.0", "bp-x:1.0.0"],
    ["ghcr.io/acme/org/app:1", "org/app:1"],
    ["ghcr.io/acmes/bp-x:1.0.0", "acmes/bp-x:1.0.0"],
    ["quay.io/org/app:1", "org/app:1"],
    ["docker.io/library/nginx:1.29.0", "library/nginx:1.29.0"],
    ["oci-layout:reg/bp-x:1.0.0", "bp-x:1.0.0"],
    ["oci-layout:elsewhere/bp-x:1.0.0", "bp-x:1.0.0"],
    [`quay.io/a/b@sha256:${"a".repeat(64)}`, `a/b@sha256:${"a".repeat(64)}`],
  ])("%s is %s there", (from, path) => {
    expect(placed(from)).toEqual([`registry.internal/mirror/${path}`]);
  });

  test("two that would get one name are refused; the same one twice is one", () => {
    expect(() => placed("quay.io/org/app:1", "docker.io/org/app:1")).toThrow(/would both be/u);
    expect(placed("quay.io/org/app:1", "quay.io/org/app:1")).toHaveLength(1);
    expect(placed("quay.io/org/app:1", "docker.io/org/app:2")).toHaveLength(2);
  });
});
