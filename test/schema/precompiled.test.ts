import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { assert, constantFrom, oneof, property, string, stringMatching } from "fast-check";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, expect, test } from "vitest";

import { precompile } from "../../scripts/precompile.ts";
import { expression } from "../../src/schema/expression.ts";
import type { CompiledCrd } from "../../src/schema/index.ts";
import { embeddedCrd as unbuilt } from "../../src/schema/index.ts";
import { ownExpression } from "../../src/schema/own-expression.ts";
import { embeddedCrd, yaml } from "./support.ts";

const root = join(import.meta.dirname, "../..");
const crdFile = join(root, "schemas/blueprint.crd.yaml");
const now = embeddedCrd();
let folder: string;
let built: CompiledCrd | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bp-precompiled-"));
  const input = join(root, "src/schema/embedded.ts");
  const build = await rolldown({ cwd: root, input, platform: "node", plugins: [precompile(root)] });
  await build.write({ dir: folder, format: "esm", entryFileNames: "embedded.mjs" });
  await build.close();
  const loaded = (await import(pathToFileURL(join(folder, "embedded.mjs")).href)) as {
    readonly embeddedCrd: typeof unbuilt;
  };
  built = loaded.embeddedCrd();
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

function blueprint(spec: string): unknown {
  return yaml(`apiVersion: catalyst.openova.io/v1
kind: Blueprint
metadata: {name: bp-a}
spec: ${spec}
`);
}

const card = "card: {title: A, summary: What it is.}";
const manifests: readonly unknown[] = [
  blueprint(`{version: 1.0.0, visibility: listed, ${card}}`),
  blueprint(`{version: 1.0, visibility: hidden, ${card}}`),
  blueprint(`{version: one, visibility: listed, card: {title: 1}, depends: [{version: 3}]}`),
  blueprint(`{version: 1.0.0, visibility: listed, ${card}, depends: [bp-b, {blueprint: ""}]}`),
  blueprint(`{version: 1.0.0, topology: {supported: [singleton, none]}, placementSchema: 3}`),
  blueprint("[]"),
  blueprint("null"),
  null,
  "text",
  [],
  {},
];

test("from the sources nothing is built", () => {
  expect(unbuilt()).toBeUndefined();
});

test("what the build compiled is the CRD that comes with the program, without a fault", () => {
  expect(built?.proven).toBe(true);
  expect(now.proven).toBe(false);
  expect(now.faults).toEqual([]);
  expect(built?.faults).toEqual([]);
  expect([built?.group, built?.kind]).toEqual([now.group, now.kind]);
  expect([...(built?.versions.keys() ?? [])]).toEqual([...now.versions.keys()]);
});

const patterns = [...readFileSync(crdFile, "utf8").matchAll(/pattern: '([^']+)'/gu)].map(
  ([, source]) => source ?? "",
);

test("patterns of our own CRD read alike in both dialects", () => {
  expect(patterns.length).toBeGreaterThan(3);
  const alphabet = constantFrom(..."bp-09azAZ.+v \n\u00e9smhdrtz");
  for (const source of patterns) {
    const [own, re2] = [ownExpression(source), expression(source)];
    const text = oneof(
      string({ unit: alphabet, maxLength: 20 }),
      stringMatching(new RegExp(source, "u"), { size: "medium" }),
    );
    assert(property(text, (sample) => own.test(sample) === re2.test(sample)));
    expect([own.test("a".repeat(600)), own.toString()]).toEqual([
      re2.test("a".repeat(600)),
      source,
    ]);
  }
});

test.each([...now.versions.keys()])("%s says the same, compiled at build or now", (name) => {
  const [before, after] = [built?.versions.get(name), now.versions.get(name)];
  expect(before?.schema).toEqual(after?.schema);
  const verdicts = manifests.map((manifest) => after?.validate(manifest));
  expect(manifests.map((manifest) => before?.validate(manifest))).toEqual(verdicts);
  expect(verdicts.filter((found) => found?.length === 0)).not.toHaveLength(manifests.length);
  expect(verdicts[0]).toEqual([]);
});
