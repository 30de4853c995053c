import { describe, expect, it } from "vitest";

import { readKitSlots } from "../../src/kit/index.ts";
import type { KitSlot } from "../../src/model/kit.ts";
import { parseYaml } from "../../src/yaml/index.ts";

function slots(text: string): KitSlot[] {
  return readKitSlots(parseYaml(text, "kit/01.yaml").documents, "kit/01.yaml");
}

describe("readKitSlots", () => {
  it("reads the HelmReleases among the documents of a file", () => {
    const text = `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: bp-x}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: bp-x}
spec:
  chart:
    spec:
      chart: bp-x
      version: 1.2.3
---
# nothing
---
apiVersion: helm.toolkit.fluxcd.io/v2beta2
kind: HelmRelease
metadata: {name: bp-z}
spec: {chart: {spec: {chart: bp-z, version: 2.0}}}
`;
    const file = "kit/01.yaml";
    expect(slots(text)).toEqual([
      {
        file,
        name: "bp-x",
        chart: "bp-x",
        version: "1.2.3",
        at: { file, line: 13, column: 16, endLine: 13, endColumn: 21 },
      },
      expect.objectContaining({ name: "bp-z", chart: "bp-z", version: "2" }),
    ]);
  });

  it("places a release that pins no version at its document", () => {
    const [slot] = slots("apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n");
    expect(slot).toMatchObject({ name: "", chart: "", version: "", at: { line: 1, column: 1 } });
  });

  it("passes over a HelmRelease of another group", () => {
    expect(slots("apiVersion: example.com/v1\nkind: HelmRelease\n")).toEqual([]);
  });
});
