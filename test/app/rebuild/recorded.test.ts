import { describe, expect, test } from "vitest";

import { recordedBuild } from "../../../src/app/rebuild/recorded.ts";
import type { ProvenanceInput } from "../../../src/signing/index.ts";
import { provenance } from "../../../src/signing/index.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";

const input: ProvenanceInput = {
  subject: { kind: "chart", name: "bp-demo", version: "1.2.3", folder: "platform/demo" },
  source: {
    commit,
    repository: "git@example.com:acme/demo.git",
    ref: "refs/heads/a@b",
    dirty: true,
  },
  subcharts: [
    { name: "alpha", version: "1.0.0", repository: "", path: "charts/alpha" },
    {
      name: "bp",
      version: "2.0.0",
      repository: "https://x.test",
      path: "charts/bp",
      digest: `sha256:${"b".repeat(64)}`,
    },
  ],
  tool: { name: "bp", version: "0.1.0", purl: "pkg:npm/%40openova/bp", dirHash: "d".repeat(64) },
  environment: {},
};

test("what bp writes is read again whole", () => {
  expect(recordedBuild(provenance(input))).toEqual({
    chart: "bp-demo",
    version: "1.2.3",
    folder: "platform/demo",
    builder: "https://openova.io/bp/builders/local",
    source: {
      commit,
      repository: "ssh://example.com/acme/demo.git",
      ref: "refs/heads/a@b",
      dirty: true,
    },
    tool: { version: "0.1.0", dirHash: "d".repeat(64) },
    subcharts: [
      { name: "alpha", version: "1.0.0", sha256: undefined },
      { name: "bp", version: "2.0.0", sha256: "b".repeat(64) },
    ],
  });
});

test("a commit that nobody says a place for, and a program that says nothing of itself", () => {
  const tool = { name: "bp", version: "0.0.9" };
  const { source, tool: built } = recordedBuild(provenance({ ...input, source: { commit }, tool }));
  expect(source).toEqual({ commit, repository: undefined, ref: undefined, dirty: false });
  expect(built).toBeUndefined();
});

describe("what cannot be built again says why", () => {
  const predicate = JSON.parse(JSON.stringify(provenance(input))) as {
    buildDefinition: Record<string, unknown>;
  };
  const { buildDefinition } = predicate;
  test.each<[unknown, RegExp]>([
    [undefined, /a build of another kind, undefined/u],
    [
      { buildDefinition: { ...buildDefinition, buildType: "https://other.test" } },
      /another kind, https:\/\/other\.test/u,
    ],
    [{ buildDefinition: { ...buildDefinition, resolvedDependencies: [] } }, /names no commit/u],
    [
      {
        buildDefinition: {
          ...buildDefinition,
          resolvedDependencies: [{ digest: { gitCommit: "--upload-pack" } }],
        },
      },
      /names no commit/u,
    ],
    [
      {
        ...predicate,
        buildDefinition: { ...buildDefinition, externalParameters: { chart: "x", version: "1" } },
      },
      /says no folder/u,
    ],
  ])("%#", (value, message) => {
    expect(() => recordedBuild(value)).toThrow(message);
  });
});
