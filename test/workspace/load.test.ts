import { mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { BpError } from "../../src/model/error.ts";
import { faults, load, loadIn } from "./loading.ts";
import { scratch } from "./scratch.ts";

const chart = "apiVersion: v2\nname: bp-x\nversion: 1.0.0\n";
const blueprint = `apiVersion: catalyst.openova.io/v1
kind: Blueprint
metadata: {name: bp-x}
spec:
  version: 1.0.0
  card: {title: X, tagline: t, license: Apache-2.0, docs: https://d}
  visibility: unlisted
  depends:
  - blueprint: bp-z
    version: ^1
    alias: z
    when: .config.z
  - bp-w
  - 7
  manifests: {chart: ./chart}
`;

describe("units", () => {
  it("hold blueprint, chart, values, each with its places", async () => {
    const workspace = await load({
      "platform/x/blueprint.yaml": blueprint,
      "platform/x/chart/Chart.yaml": chart,
      "platform/x/chart/values.yaml": "a: 1\n",
    });
    expect(workspace.findings).toEqual([]);
    expect(workspace.files).toBe(3);
    const [unit, ...others] = workspace.units;
    expect(others).toEqual([]);
    expect(unit).toMatchObject({ folder: "platform/x", name: "bp-x", version: "1.0.0" });
    expect(unit?.manifest?.file).toBe("platform/x/blueprint.yaml");
    expect(unit?.blueprint).toMatchObject({
      file: "platform/x/blueprint.yaml",
      apiVersion: "catalyst.openova.io/v1",
      name: "bp-x",
      version: "1.0.0",
      title: "X",
      description: "t",
      visibility: "unlisted",
      license: "Apache-2.0",
      documentation: "https://d",
      chartPath: "./chart",
      text: blueprint,
      depends: [
        {
          blueprint: "bp-z",
          version: "^1",
          alias: "z",
          when: ".config.z",
          written: "object",
          at: { line: 9, column: 5 },
        },
        { blueprint: "bp-w", version: undefined, written: "string", at: { line: 13 } },
      ],
    });
    expect(unit?.chart).toMatchObject({
      folder: "platform/x/chart",
      metadata: { name: "bp-x", version: "1.0.0" },
      nameAt: { file: "platform/x/chart/Chart.yaml", line: 2, column: 7 },
      versionAt: { line: 3, column: 10 },
      valuesFile: "platform/x/chart/values.yaml",
      vendored: [],
    });
    expect(unit?.chart?.values?.root?.kind).toBe("mapping");
  });

  it("are sorted, and are those one level below the roots", async () => {
    const workspace = await load({
      "products/a/chart/Chart.yaml": chart,
      "platform/z/chart/Chart.yaml": chart,
      "platform/b/deep/chart/Chart.yaml": chart,
      "platform/.hidden/chart/Chart.yaml": chart,
      "platform/_schemas/chart/Chart.yaml": chart,
      "elsewhere/c/chart/Chart.yaml": chart,
      "platform/file": "",
    });
    expect(workspace.units.map(({ folder }) => folder)).toEqual(["platform/z", "products/a"]);
    expect(workspace.drafts).toEqual([]);
    const other = await load({ "x/c/chart/Chart.yaml": chart }, { roots: ["./x/", "missing"] });
    expect(other.units.map(({ folder }) => folder)).toEqual(["x/c"]);
  });

  it("may be a chart alone, or a blueprint alone, or have the blueprint in the chart", async () => {
    const { units, findings } = await load({
      "platform/a/chart/Chart.yaml": chart,
      "platform/b/blueprint.yaml": "kind: Blueprint\nspec: {version: 2.0.0}\n",
      "platform/c/chart/Chart.yaml": chart,
      "platform/c/chart/blueprint.yaml": blueprint,
    });
    expect(findings).toEqual([]);
    expect(units).toMatchObject([
      { name: "bp-x", blueprint: undefined, chart: { folder: "platform/a/chart" } },
      { name: "bp-b", version: "2.0.0", chart: undefined },
      { name: "bp-x", blueprint: { file: "platform/c/chart/blueprint.yaml" } },
    ]);
    expect(units[0]?.manifest).toBeUndefined();
  });

  it("are no drafts: those hold a README and nothing to publish", async () => {
    const workspace = await load({
      "platform/a/README.md": "",
      "platform/b/notes.txt": "",
      "platform/c/README.md": "",
      "platform/c/chart/Chart.yaml": chart,
    });
    expect(workspace.drafts).toEqual(["platform/a"]);
    expect(workspace.units.map(({ folder }) => folder)).toEqual(["platform/c"]);
  });

  it("are taken through links inside the workspace", async () => {
    const root = scratch({ "lib/x/chart/Chart.yaml": chart, "platform/README": "" });
    symlinkSync("../lib/x", join(root, "platform/x"));
    expect((await loadIn(root)).units.map(({ folder }) => folder)).toEqual(["platform/x"]);
  });
});

describe("a blueprint.yaml of another kind", () => {
  it("is passed over, said where the folder holds nothing else, and kept for rules where it does", async () => {
    const workspace = await load({
      "platform/a/blueprint.yaml": "kind: ConfigMap\n",
      "platform/b/blueprint.yaml": "kind: ConfigMap\n",
      "platform/b/chart/Chart.yaml": chart,
    });
    expect(faults(workspace)).toEqual([
      "platform/a/blueprint.yaml:1 BP101 warning - blueprint.yaml holds no Blueprint: the folder is passed over",
    ]);
    expect(workspace.units).toMatchObject([
      { folder: "platform/b", blueprint: undefined, manifest: { documents: [{}] } },
    ]);
  });

  it("beside a Blueprint in one file is left to the rules", async () => {
    const workspace = await load({ "platform/a/blueprint.yaml": `kind: X\n---\n${blueprint}` });
    expect(workspace.findings).toEqual([]);
    expect(workspace.units).toMatchObject([
      { blueprint: { name: "bp-x" }, manifest: { documents: [{}, {}] } },
    ]);
  });
});

describe("broken files", () => {
  it("are findings of their unit, and the other units are there", async () => {
    const workspace = await load({
      "platform/a/blueprint.yaml": blueprint.replace("spec:", "spec: {"),
      "platform/a/chart/Chart.yaml": chart.replace("bp-x", "bp-a"),
      "platform/b/chart/Chart.yaml": "name: [\n",
      "platform/b/blueprint.yaml": blueprint,
      "platform/c/chart/Chart.yaml": "name: x\n",
      "platform/d/chart/Chart.yaml": "- 1\n",
      "platform/e/chart/Chart.yaml": chart,
      "platform/e/chart/values.yaml": "a: 1\na: 2\n",
      "platform/f/blueprint.yaml": Uint8Array.of(0xff, 0xfe, 0x41),
      "platform/g/blueprint.yaml": "a:\n\t- b\n",
      "platform/h/chart/Chart.yaml": "",
      "platform/ok/chart/Chart.yaml": chart,
    });
    expect(faults(workspace)).toEqual([
      expect.stringContaining("platform/a/blueprint.yaml:6 YAML error bp-a not valid YAML"),
      expect.stringContaining("platform/b/chart/Chart.yaml:2 YAML error bp-x not valid YAML"),
      "platform/c/chart/Chart.yaml:1 CHART error x apiVersion is missing",
      "platform/c/chart/Chart.yaml:1 CHART error x version is missing",
      "platform/d/chart/Chart.yaml:1 CHART error bp-d Chart.yaml holds no fields",
      'platform/e/chart/values.yaml:2 BP103 error bp-x the key "a" is written twice',
      "platform/f/blueprint.yaml:1 FILE error bp-f platform/f/blueprint.yaml is not UTF-8 text",
      "platform/g/blueprint.yaml:2 YAML error bp-g not valid YAML: tab characters must not be used in indentation",
      "platform/h/chart/Chart.yaml:1 CHART error bp-h Chart.yaml holds no fields",
    ]);
    expect(workspace.units).toMatchObject([
      { name: "bp-a", blueprint: undefined, manifest: { documents: [] } },
      { name: "bp-x", chart: undefined, blueprint: { name: "bp-x" } },
      { name: "x" },
      { name: "bp-d", chart: undefined },
      { name: "bp-x" },
      { name: "bp-f", manifest: { text: undefined } },
      { name: "bp-g" },
      { name: "bp-h" },
      { folder: "platform/ok", chart: { metadata: { name: "bp-x" } } },
    ]);
  });

  it("of a terabyte are refused by their size, folders and strange names by what they are", async () => {
    const root = scratch({
      "platform/a/chart/Chart.yaml": chart,
      "platform/a/blueprint.yaml": "",
      "platform/b/chart/Chart.yaml": chart,
      "platform/n\u0007/chart/Chart.yaml": chart,
    });
    truncateSync(join(root, "platform/a/blueprint.yaml"), 2 ** 40);
    mkdirSync(join(root, "platform/b/blueprint.yaml"));
    expect(faults(await loadIn(root))).toEqual([
      "platform/a/blueprint.yaml:1 FILE error bp-x platform/a/blueprint.yaml has 1099511627776 bytes, more than the 5242880 that are read",
      "platform/b/blueprint.yaml:1 FILE error bp-x cannot read platform/b/blueprint.yaml: it is not a file",
      "platform/n\\x07:1 FILE error - a folder's name holds a control character",
    ]);
  });

  it("behind links that leave the workspace are findings with the path", async () => {
    const root = scratch({
      "out/x/chart/Chart.yaml": chart,
      "in/platform/b/chart/Chart.yaml": chart,
      "in/platform/c/README.md": "",
    });
    symlinkSync("../../out/x", join(root, "in/platform/a"));
    symlinkSync(
      "../../../../out/x/chart/Chart.yaml",
      join(root, "in/platform/b/chart/values.yaml"),
    );
    symlinkSync("../../../out/x/chart", join(root, "in/platform/c/chart"));
    const workspace = await loadIn(join(root, "in"));
    expect(faults(workspace)).toEqual([
      "platform/a:1 FILE error - platform/a is a link that leaves the workspace",
      "platform/b/chart/values.yaml:1 FILE error bp-x platform/b/chart/values.yaml is a link that leaves the workspace",
      "platform/c/chart:1 FILE error - platform/c/chart is a link that leaves the workspace",
    ]);
    expect(workspace.units.map(({ folder }) => folder)).toEqual(["platform/b"]);
  });

  it("do not stand for a root outside the tree: that is an error", async () => {
    await expect(load({}, { roots: ["../x"] })).rejects.toMatchObject({ code: "OUTSIDE_ROOT" });
    await expect(load({}, { kits: ["../*"] })).rejects.toMatchObject({ code: "OUTSIDE_ROOT" });
  });
});

describe("charts/", () => {
  const files = {
    "platform/x/chart/Chart.yaml": chart,
    "platform/x/chart/charts/a/Chart.yaml": "name: aa\nversion: 1.2.3\napiVersion: v2\n",
    "platform/x/chart/charts/b-2.0.0.tgz": "",
    "platform/x/chart/charts/_c/Chart.yaml": chart,
    "platform/x/chart/charts/.d/Chart.yaml": chart,
    "platform/x/chart/charts/README.md": "",
  };
  const a = { name: "aa", version: "1.2.3", path: "charts/a", packed: false };
  const b = { path: "charts/b-2.0.0.tgz", packed: true };

  it("holds unpacked charts by their Chart.yaml, packed ones by file name", async () => {
    const { units } = await load(files);
    expect(units[0]?.chart?.vendored).toEqual([a, { ...b, name: "b-2.0.0", version: "" }]);
  });

  it("holds packed ones by their Chart.yaml where a reader is given", async () => {
    const { units } = await load(files, {
      readPacked: async (_, path) => ({ name: path, version: "9" }),
    });
    const name = "platform/x/chart/charts/b-2.0.0.tgz";
    expect(units[0]?.chart?.vendored).toEqual([a, { ...b, name, version: "9" }]);
  });

  it("may hold a packed chart that cannot be read: a finding", async () => {
    const workspace = await load(files, {
      readPacked: async () => {
        throw new BpError("BAD_ARCHIVE", "not a gzip file", { hint: "fetch it again" });
      },
    });
    expect(faults(workspace)).toEqual([
      "platform/x/chart/charts/b-2.0.0.tgz:1 FILE error bp-x not a gzip file",
    ]);
    expect(workspace.units[0]?.chart?.vendored).toHaveLength(2);
  });
});
