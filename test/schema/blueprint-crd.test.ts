import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { embeddedCrd, yaml } from "./support.ts";

const crd = embeddedCrd();

function violations(text: string, version = "v1"): readonly string[] {
  const found = crd.versions.get(version)?.validate(yaml(text)) ?? [];
  return found.map(({ pointer, message }) => `${pointer}: ${message}`);
}

const minimal = `
apiVersion: catalyst.openova.io/v1
kind: Blueprint
metadata: {name: bp-x}
spec:
  version: 1.0.0
  card: {title: X}`;

test("it is in order, for both versions", () => {
  expect(crd.faults).toEqual([]);
  expect([...crd.versions.keys()]).toEqual(["v1alpha1", "v1"]);
  expect([crd.group, crd.kind]).toEqual(["catalyst.openova.io", "Blueprint"]);
});

test.each(["v1alpha1", "v1"])("%s takes the smallest manifest", (version) => {
  expect(violations(minimal, version)).toEqual([]);
});

test.each([
  ["1.0", false],
  ["v1.0.0", false],
  ["1.0.0+build", false],
  ["01.0.0", false],
  ["1.0.0-01", false],
  ["1.0.0-rc.1", true],
  ["1.0.0-x-y.7.z", true],
  ["10.20.30", true],
])("version %s", (version, ok) => {
  const text = minimal.replace("1.0.0", `"${version}"`);
  expect(violations(text).length === 0).toBe(ok);
});

test.each([
  ["visibility: public", "/spec/visibility"],
  ["depends: [bp-y]", "/spec/depends/0"],
  ["depends: [{version: ^1}]", "/spec/depends/0/blueprint"],
  ["placementSchema: {modes: []}", "/spec/placementSchema/modes"],
  ["placementSchema: {maxRegions: 6}", "/spec/placementSchema/maxRegions"],
  ["allowedPlacements: [moon]", "/spec/allowedPlacements/0"],
  ["rotation: [{kind: k, ttl: 90}]", "/spec/rotation/0/ttl"],
  ["manifests: {source: {kind: Helm}}", "/spec/manifests/source/kind"],
  [
    "topology: {supported: [singleton, singleton], defaults: {multi-region: singleton, single-region: singleton}}",
    "/spec/topology/supported/1",
  ],
  ["endpoints: [{name: ui, hostnameTemplate: x, port: 0}]", "/spec/endpoints/0/port"],
  ["consoleUI: {sidebarOrder: 101}", "/spec/consoleUI/sidebarOrder"],
])("%s is refused", (line, pointer) => {
  const found = violations(`${minimal}\n  ${line}`);
  expect(found.map((text) => text.split(":")[0])).toEqual([pointer]);
});

test("unknown fields under spec are kept and told, those beside it are not kept", () => {
  const value = yaml(`${minimal}\n  sumary: x\n  configSchema: {any: {thing: 1}}\nextra: 1`);
  const found = crd.versions.get("v1")?.unknown(value) ?? [];
  expect(found.map(({ pointer, kept }) => [pointer, kept])).toEqual([
    ["/extra", false],
    ["/spec/sumary", true],
  ]);
});

const corpus =
  process.env["BP_CORPUS"] ?? join(import.meta.dirname, "../../../shared/corpus/openova");

describe.skipIf(!existsSync(corpus))(`the manifests of a real tree (${corpus})`, () => {
  const files = globSync("{platform,products}/*/{,chart/}blueprint.yaml", {
    cwd: corpus,
  }).toSorted();

  test("there are 48", () => {
    expect(files).toHaveLength(48);
  });

  test("all are valid but for items of depends that are bare strings", () => {
    const found = files.flatMap((file) => {
      const text = readFileSync(join(corpus, file), "utf8");
      const version = /^apiVersion: catalyst\.openova\.io\/(\S+)/mu.exec(text)?.[1] ?? "";
      return violations(text, version).map((message) => `${file} ${message}`);
    });
    expect(found.map((text) => text.replace(/"[^"]*"/u, "…"))).toEqual([
      "platform/cert-manager-dynadot-webhook/blueprint.yaml /spec/depends/0: expected an object, found the string …",
      "platform/crossplane-claims/blueprint.yaml /spec/depends/0: expected an object, found the string …",
      "platform/powerdns/blueprint.yaml /spec/depends/0: expected an object, found the string …",
    ]);
  });
});
