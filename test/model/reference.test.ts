import { describe, expect, test } from "vitest";

import { isBpError } from "../../src/model/error.ts";
import {
  formatReference,
  formatTarget,
  isRepositoryPath,
  isTag,
  parseReference,
  parseTarget,
  repositoryIn,
} from "../../src/model/reference.ts";

const digest = `sha256:${"a".repeat(64)}`;

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isBpError(error, "BAD_REFERENCE")) return error.message;
    throw error;
  }
  return "accepted";
}

describe("a reference", () => {
  test.each([
    ["ghcr.io/acme/bp-x:1.0.0", "ghcr.io/acme/bp-x:1.0.0"],
    ["oci://ghcr.io/acme/bp-x:1.0.0", "ghcr.io/acme/bp-x:1.0.0"],
    [`ghcr.io/acme/bp-x@${digest}`, `ghcr.io/acme/bp-x@${digest}`],
    [`ghcr.io/acme/bp-x:1.0.0@${digest}`, `ghcr.io/acme/bp-x:1.0.0@${digest}`],
    ["localhost:5000/x", "localhost:5000/x"],
    ["127.0.0.1:5000/x:1", "127.0.0.1:5000/x:1"],
    ["[::1]:5000/x:1", "[::1]:5000/x:1"],
    ["oci-layout:/a/b:c/bp-x:1.0.0", "oci-layout:/a/b:c/bp-x:1.0.0"],
    ["oci-layout:bp-x:1.0.0", "oci-layout:./bp-x:1.0.0"],
    [`oci-layout:.bp/registry/bp-x@${digest}`, `oci-layout:.bp/registry/bp-x@${digest}`],
    ["oci-layout:/bp-x", "oci-layout://bp-x"],
  ])("%s is read as %s", (text, expected) => {
    const reference = parseReference(text);
    expect(formatReference(reference)).toBe(expected);
    expect(formatReference(parseReference(formatReference(reference)))).toBe(expected);
  });

  test("a port is not a tag", () => {
    const { target, tag } = parseReference("localhost:5000/x");
    expect([target, tag]).toEqual([
      { kind: "registry", host: "localhost:5000", path: "x" },
      undefined,
    ]);
  });

  test("the last colon starts the tag of a layout", () => {
    const { target, tag } = parseReference("oci-layout:a/b:1.0.0");
    expect([target, tag]).toEqual([{ kind: "layout", folder: "a", path: "b" }, "1.0.0"]);
  });

  test.each([
    ["", /is not a registry host/u],
    ["acme/x:1", /no dot and no port/u],
    ["ghcr.io/Acme/x", /Acme\/x is not a repository path/u],
    ["ghcr.io/../x", /not a repository path/u],
    ["ghcr.io/x:a b", /a b is not a tag/u],
    ["ghcr.io/x@sha256:abc", /sha256:abc is not a digest/u],
    ["oci-layout:a/..", /\.\. is not a repository name/u],
    ["user@ghcr.io/x", /is not a digest/u],
  ])("refuses %j", (text, why) => {
    expect(refusal(() => parseReference(text))).toMatch(why);
  });
});

describe("a target", () => {
  test.each([
    ["ghcr.io/acme/charts", { kind: "registry", host: "ghcr.io", path: "acme/charts" }],
    ["oci://ghcr.io/acme/", { kind: "registry", host: "ghcr.io", path: "acme" }],
    ["ghcr.io", { kind: "registry", host: "ghcr.io", path: "" }],
    ["oci-layout:out/", { kind: "layout", folder: "out", path: "" }],
    ["oci-layout:/", { kind: "layout", folder: "/", path: "" }],
  ])("%s", (text, expected) => {
    expect(parseTarget(text)).toEqual(expected);
  });

  test("refuses a layout without a folder and a host without a dot", () => {
    expect(refusal(() => parseTarget("oci-layout:"))).toMatch(/names no folder/u);
    expect(refusal(() => parseTarget("ghcr"))).toMatch(/no dot and no port/u);
  });

  test("holds repositories", () => {
    const names = ["ghcr.io", "ghcr.io/acme", "oci-layout:out"].map((text) =>
      formatTarget(repositoryIn(parseTarget(text), "bp-x")),
    );
    expect(names).toEqual(["ghcr.io/bp-x", "ghcr.io/acme/bp-x", "oci-layout:out/bp-x"]);
  });
});

test("tags and repository paths have the limits of the distribution specification", () => {
  expect([isTag("1.0.0_b1"), isTag(`a${"b".repeat(127)}`)]).toEqual([true, true]);
  expect([isTag(""), isTag(".a"), isTag("a+b"), isTag("a".repeat(129))]).not.toContain(true);
  expect(isRepositoryPath("a".repeat(255))).toBe(true);
  expect(isRepositoryPath("a".repeat(256))).toBe(false);
  expect(["a//b", "/a", "a/", "a..b", "A"].filter((path) => isRepositoryPath(path))).toEqual([]);
});
