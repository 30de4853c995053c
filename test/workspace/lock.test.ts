import * as fc from "fast-check";
import { expect, test } from "vitest";

import type { Lock } from "../../src/model/lock.ts";
import { writeLock } from "../../src/workspace/index.ts";
import { readLock } from "../../src/workspace/lock.ts";
import { parseYaml } from "../../src/yaml/index.ts";
import { faults, load } from "./loading.ts";

const hex = "0123456789abcdef".repeat(4);

const written = `# Written by bp: what was resolved, and its bytes. Commit it, and leave the editing to bp.
blueprints:
  bp-cilium:
    digest: sha256:${hex}
    version: 1.2.3
  bp-flux:
    digest: sha256:${hex}
    version: 2.0.0-rc.1
charts:
  platform/cert-manager/chart:
    cert-manager:
      repository: https://charts.jetstack.io
      sha256: ${hex}
      version: v1.14.0
    two:
      repository: oci://ghcr.io/acme
      sha256: ${hex}
      version: "1.10"
`;

const lock: Lock = {
  blueprints: new Map([
    ["bp-flux", { version: "2.0.0-rc.1", digest: `sha256:${hex}` }],
    ["bp-cilium", { version: "1.2.3", digest: `sha256:${hex}` }],
  ]),
  charts: new Map([
    ["platform/empty/chart", new Map()],
    [
      "platform/cert-manager/chart",
      new Map([
        ["two", { version: "1.10", repository: "oci://ghcr.io/acme", sha256: hex }],
        [
          "cert-manager",
          { version: "v1.14.0", repository: "https://charts.jetstack.io", sha256: hex },
        ],
      ]),
    ],
  ]),
};

test("a lock is sorted and the same whatever the order it was made in", () => {
  expect(writeLock(lock)).toBe(written);
  expect(writeLock({ blueprints: new Map(), charts: new Map() })).toBe(
    `${written.split("\n")[0]}\nblueprints: {}\ncharts: {}\n`,
  );
});

test("the workspace brings its lock, with the place of each entry", async () => {
  const workspace = await load({ "bp.lock": written });
  expect(faults(workspace)).toEqual([]);
  expect(workspace.lock?.blueprints.get("bp-flux")).toEqual({
    version: "2.0.0-rc.1",
    digest: `sha256:${hex}`,
    at: { file: "bp.lock", line: 6, column: 3, endLine: 6, endColumn: 10 },
  });
  const charts = workspace.lock?.charts.get("platform/cert-manager/chart");
  expect(charts?.get("two")).toMatchObject({ version: "1.10", at: { line: 15 } });
  expect(workspace.lock && writeLock(workspace.lock)).toBe(written);
  expect((await load({})).lock).toBe(undefined);
});

test.each([
  ["", []],
  ["# nothing\n", []],
  ["blueprints:\ncharts:\n", []],
  ["[]\n", ["bp.lock:1 the file is no mapping"]],
  [
    "a: 1\n---\nb: 2\n",
    ["bp.lock:1 a is none of blueprints, charts", "bp.lock:3 it holds a second document"],
  ],
  ["blueprints: [bp-x]\n", ["bp.lock:1 blueprints is no mapping"]],
  ["blueprints:\n  bp-x: 1.0.0\n", ["bp.lock:2 blueprints/bp-x is no mapping"]],
  [
    "blueprints:\n  bp-x:\n    version: 1.0\n",
    ["bp.lock:2 there is no digest", "bp.lock:3 version is not text: quote it"],
  ],
  [
    `blueprints:\n  bp-x:\n    version: "1.0"\n    digest: sha256:${hex}\n`,
    ["bp.lock:3 1.0 is no SemVer version"],
  ],
  ["blueprints:\n  bp-x:\n    version: 1.0.0\n    digest: x\n", ["bp.lock:4 x is no digest"]],
  [
    `charts:\n  a/chart:\n    b: {version: "", repository: "", sha256: ${hex}}\n`,
    ["bp.lock:3 the version is empty"],
  ],
  [
    `charts:\n  a/chart:\n    b: {version: "1", repository: "", sha256: "0", name: c}\n`,
    ["bp.lock:3 name is none of version, repository, sha256"],
  ],
  [
    `charts:\n  a/chart:\n    b: {version: "1", repository: "", sha256: "0"}\n`,
    ["bp.lock:3 0 is not 64 hexadecimal digits"],
  ],
])("what is wrong with %j is told with its place", async (text, expected) => {
  const found = faults(await load({ "bp.lock": text }));
  const start = "LOCK error - bp.lock cannot be read: ";
  expect(found).toEqual(expected.map((line) => line.replace(" ", ` ${start}`)));
});

test("broken YAML, and a folder in its place, are findings", async () => {
  const conflict = "blueprints:\n<<<<<<< ours\n  bp-x: {}\n=======\n";
  const broken = await load({ "bp.lock": conflict });
  expect(faults(broken).map((line) => line.split(" ", 2))).toEqual([["bp.lock:3", "YAML"]]);
  expect(faults(await load({ "bp.lock/x": "" }))).toEqual([
    expect.stringMatching(/^bp\.lock:1 FILE error/u),
  ]);
});

test("an entry with a fault is left out, the others stay", () => {
  const text = `charts: {a: {b: {}, c: {version: "1", repository: "", sha256: ${hex}}}}`;
  const { lock: read, findings } = readLock(parseYaml(text, "bp.lock").documents);
  expect([...(read.charts.get("a")?.keys() ?? [])]).toEqual(["c"]);
  expect(findings.length).toBe(3);
});

test("whatever a lock holds, it reads back the same", () => {
  const name = fc.string({ minLength: 1, unit: "grapheme" });
  const chart = fc.record({ version: name, repository: name, sha256: fc.constant(hex) });
  const blueprint = fc.record({
    version: fc.constantFrom("1.0.0", "0.0.1-a.1+b"),
    digest: fc.constant(`sha256:${hex}` as const),
  });
  const entries = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Map<string, T>> =>
    fc.array(fc.tuple(name, value), { maxLength: 4 }).map((pairs) => new Map(pairs));
  const filled = entries(chart).filter(({ size }) => size > 0);
  fc.assert(
    fc.property(entries(blueprint), entries(filled), (blueprints, charts) => {
      const text = writeLock({ blueprints, charts });
      const { lock: read, findings } = readLock(parseYaml(text, "bp.lock").documents);
      expect(findings).toEqual([]);
      expect(writeLock(read)).toBe(text);
      expect(read.charts.size).toBe(charts.size);
    }),
  );
});
