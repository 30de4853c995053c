import { describe, expect, it } from "vitest";

import { faults, load } from "./loading.ts";

const chart = "apiVersion: v2\nname: bp-x\nversion: 1.0.0\n";
const crd = `kind: CustomResourceDefinition
spec:
  group: catalyst.openova.io
  names: {kind: Blueprint}
`;

function release(name: string): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: ${name}}\n`;
}

describe("kits", () => {
  it("are read from the folders that the globs match, sorted by file", async () => {
    const files = {
      "clusters/b/bootstrap-kit/2.yaml": `${release("b2")}---\n${release("b2b")}`,
      "clusters/b/bootstrap-kit/1.yml": release("b1"),
      "clusters/a/bootstrap-kit/1.yaml": release("a1"),
      "clusters/a/bootstrap-kit/notes.txt": release("no"),
      "clusters/a/bootstrap-kit/kustomization.yaml": "resources: [1.yaml]\n",
      "clusters/.git/bootstrap-kit/1.yaml": release("no"),
      "clusters/a/other/1.yaml": release("o1"),
    };
    const names = async (kits?: readonly string[]): Promise<readonly string[]> =>
      (await load(files, kits === undefined ? {} : { kits })).kitSlots.map(({ name }) => name);
    expect(await names()).toEqual(["a1", "b1", "b2", "b2b"]);
    expect(await names(["clusters/a/*", "clusters/?/bootstrap-kit", "none/*"])).toEqual([
      "a1",
      "o1",
      "b1",
      "b2",
      "b2b",
    ]);
    expect(await names([])).toEqual([]);
  });

  it("have their faults in the findings", async () => {
    const workspace = await load({
      "clusters/a/bootstrap-kit/1.yaml": "kind: HelmRelease\nkind: HelmRelease\n",
    });
    expect(faults(workspace)).toEqual([
      'clusters/a/bootstrap-kit/1.yaml:2 BP103 error - the key "kind" is written twice',
    ]);
  });
});

describe("the Blueprint CRD", () => {
  it.each([
    "platform/_schemas/blueprint.yaml",
    "platform/x/crds/blueprint.yml",
    "platform/x/crd.yaml",
    "platform/x/blueprint.yaml",
    "products/x/chart/crds/b.yaml",
    "products/x/chart/templates/blueprint-crd.yaml",
  ])("is found at %s", async (file) => {
    const workspace = await load({
      [file]: `---\n${crd}`,
    });
    expect(workspace.crd).toMatchObject({
      file,
      value: { spec: { names: { kind: "Blueprint" } } },
    });
    expect(workspace.findings).toEqual([]);
    expect(workspace.units).toEqual([]);
  });

  it("is the first by path, of this group and kind, with anchors and merge keys resolved", async () => {
    const workspace = await load({
      "platform/a/crds/other.yaml": crd.replace("Blueprint", "Other"),
      "platform/b/crds/crd.yaml": `x: &x {a: 1}\nz: {<<: *x}\n${crd}`,
      "platform/c/crds/crd.yaml": crd,
    });
    expect(workspace.crd).toMatchObject({
      file: "platform/b/crds/crd.yaml",
      value: { z: { a: 1 } },
    });
  });

  it("is not there where none is", async () => {
    expect((await load({ "platform/a/chart/Chart.yaml": chart })).crd).toBeUndefined();
  });

  it("is a finding where its file is broken", async () => {
    const workspace = await load({ "platform/a/crds/crd.yaml": `${crd}x: [\n` });
    expect(faults(workspace)).toEqual([
      expect.stringContaining("platform/a/crds/crd.yaml:6 YAML error - not valid YAML"),
    ]);
  });
});
