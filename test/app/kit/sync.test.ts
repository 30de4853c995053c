import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

import { describe, expect, test } from "vitest";

import { parseConfig } from "../../../src/app/config.ts";
import { textsOf } from "../../../src/app/fix/plan.ts";
import { kitSync } from "../../../src/app/kit/sync.ts";
import { diskTree } from "../../../src/workspace/index.ts";
import { folder, kit, slot } from "../../lint/kit.ts";
import type { Files } from "../../lint/support.ts";
import { unit } from "../../lint/support.ts";
import { graph, sync } from "./syncing.ts";
import type { Part } from "./syncing.ts";

const kustomization = `${folder}/kustomization.yaml`;

describe("the list of files", () => {
  const three = {
    "01-a.yaml": slot("a"),
    "09-b.yaml": slot("b"),
    "16a-c.yaml": slot("c"),
  };
  const listing = (body: string): Files => ({ ...kit(three), [kustomization]: body });

  test("gets what it lacks, in the order of the slots, and loses what is not there", async () => {
    const body =
      "# why\nresources:\n  - ns.yaml # gone\n  - ./01-a.yaml\n  - ../shared\n  - 01-a.yaml\n";
    const { after, report } = await sync({ ...unit("a"), ...listing(body) });
    expect(after).toEqual({
      [kustomization]:
        "# why\nresources:\n  - ./01-a.yaml\n  - 09-b.yaml\n  - 16a-c.yaml\n  - ../shared\n",
    });
    expect(report.changes).toEqual([
      {
        ruleId: "BP506",
        file: kustomization,
        message: `${kustomization} lists 09-b.yaml, 16a-c.yaml nowhere and lists ns.yaml, which is not there, 01-a.yaml twice`,
        description: "bring the list in line",
      },
    ]);
  });

  test.each([
    ["resources: [16a-c.yaml]\n", "resources: [16a-c.yaml, 01-a.yaml, 09-b.yaml]\n"],
    [
      "kind: Kustomization\n",
      "kind: Kustomization\nresources:\n  - 01-a.yaml\n  - 09-b.yaml\n  - 16a-c.yaml\n",
    ],
    ["resources:\n- 16a-c.yaml\n", "resources:\n- 01-a.yaml\n- 09-b.yaml\n- 16a-c.yaml\n"],
    ["resources:\n  - x.yaml\n", "resources:\n  - 01-a.yaml\n  - 09-b.yaml\n  - 16a-c.yaml\n"],
  ])("as it is written: %j", async (body, expected) => {
    expect((await sync(listing(body))).after[kustomization]).toBe(expected);
  });

  test("is left where nothing is wrong", async () => {
    expect((await sync({ ...unit("a"), ...kit(three) })).after).toEqual({});
  });
});

describe("generated dependencies", () => {
  const file = "scripts/blueprint-deps.generated.json";
  const slots = {
    "01-a.yaml": slot("a"),
    "02-b.yaml": slot("b", ["bp-a"]),
    "03-c.yaml": slot("c", ["bp-b", "bp-a"]),
  };

  test("become what the releases wait for; what is right stays as it is written", async () => {
    const text = '{\n  "deps": {\n    "a": [],\n    "b": [ "a" ],\n    "gone": ["a"]\n  }\n}\n';
    const { after } = await sync({ ...kit(slots), [file]: text });
    expect(after).toEqual({
      [file]: '{\n  "deps": {\n    "a": [],\n    "b": [ "a" ],\n    "c": ["a", "b"]\n  }\n}\n',
    });
  });

  test("of a file that several kits share are those of the first", async () => {
    const other = kit({ "01-z.yaml": slot("z") }, "clusters/z/bootstrap-kit");
    const { after } = await sync({ ...kit(slots), ...other, [file]: '{"z": ["a"]}\n' });
    expect(after[file]).toBe('{\n  "a": [],\n  "b": ["a"],\n  "c": ["a", "b"]\n}\n');
  });
});

describe("pins", () => {
  test("become the charts' versions, and nothing else changes", async () => {
    const text = slot("a").replace("version: 1.0.0", "version: '0.9.0' # until later");
    const { after, report } = await sync({ ...unit("a"), ...kit({ "01-a.yaml": text }) }, "pins");
    expect(after).toEqual({ [`${folder}/01-a.yaml`]: text.replace("0.9.0", "1.0.0") });
    expect(report.changes[0]).toMatchObject({
      ruleId: "BP503",
      message: "bp-a pins 0.9.0 of bp-a, and the tree has 1.0.0",
    });
  });

  test("are written where there is none, in a chartRef's source too, and not over a variable", async () => {
    const none = slot("a").replace("      version: 1.0.0\n", "");
    const oci = `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: bp-b, namespace: flux-system}
spec: {url: oci://ghcr.io/acme/bp-b, ref: {tag: 0.1.0}}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: bp-b, namespace: flux-system}
spec: {chartRef: {kind: OCIRepository, name: bp-b}}
`;
    const variable = slot("c").replace("version: 1.0.0", 'version: "${C:=0.1.0}"');
    const files = {
      ...unit("a"),
      ...unit("b"),
      ...unit("c"),
      ...kit({ "01-a.yaml": none, "02-b.yaml": oci, "03-c.yaml": variable }),
    };
    const { after, report } = await sync(files, "pins");
    expect(after).toEqual({
      [`${folder}/01-a.yaml`]: slot("a"),
      [`${folder}/02-b.yaml`]: oci.replace("tag: 0.1.0", "tag: 1.0.0"),
    });
    expect(report.left).toMatchObject([{ file: `${folder}/03-c.yaml`, line: 21, ruleId: "BP503" }]);
  });

  test("that are not asked for are counted", async () => {
    const text = slot("a").replace("version: 1.0.0", "version: 0.9.0");
    const { after, report } = await sync({ ...unit("a"), ...kit({ "01-a.yaml": text }) });
    expect([after, report.open]).toEqual([{}, [{ part: "pins", count: 1 }]]);
  });
});

const rows = `slots:
  # the first
  - slot: 1
    name: bp-a
    depends_on: [bp-b] # why
    wave: present
  - {slot: 2, name: bp-b, depends_on: []}
  - slot: 30
    name: bp-z
    depends_on:
      - bp-a
      - bp-b
`;

describe("edges and the expected graph", () => {
  const slots = {
    "01-a.yaml": slot("a"),
    "02-b.yaml": slot("b", ["bp-a"]),
    "16a-c.yaml": slot("c", ["bp-b"]),
    "30-z.yaml": slot("z", ["bp-b"]),
  };
  const files = { ...unit("a"), ...kit(slots), [graph]: rows };

  test("the releases become what is expected", async () => {
    const { after, report } = await sync(files, "edges");
    const releases = "  targetNamespace: x\n";
    expect(after).toEqual({
      [`${folder}/02-b.yaml`]: slot("b"),
      [`${folder}/30-z.yaml`]: slot("z", ["bp-b", "bp-a"]),
    });
    expect(report.left).toMatchObject([
      {
        ruleId: "BP505",
        file: `${folder}/01-a.yaml`,
        message: "bp-a should wait for bp-b; it is written where no edit is safe",
      },
    ]);
    const spec = slot("a").replace("  chart:\n", `${releases}  chart:\n`);
    const again = await sync({ ...files, [`${folder}/01-a.yaml`]: spec }, "edges");
    expect(again.after[`${folder}/01-a.yaml`]).toBe(
      spec.replace(releases, `${releases}  dependsOn:\n    - name: bp-b\n`),
    );
  });

  test("the graph becomes what the releases are; rows to come stay", async () => {
    const coming = `${rows}  - {slot: 40, name: bp-later, depends_on: [bp-c]}\n`;
    const { after } = await sync({ ...files, [graph]: coming }, "expected");
    expect(after).toEqual({
      [graph]: `slots:
  # the first
  - slot: 1
    name: bp-a
    depends_on: [] # why
    wave: present
  - {slot: 2, name: bp-b, depends_on: [bp-a]}
  - {slot: 16a, name: bp-c, depends_on: [bp-b], wave: present}
  - slot: 30
    name: bp-z
    depends_on:
      - bp-b
  - {slot: 40, name: bp-later, depends_on: [bp-c]}
`,
    });
  });

  test.each([
    [
      "slots: []\n",
      "slots:\n  - slot: 2\n    name: bp-b\n    depends_on: [bp-a]\n    wave: present\n",
    ],
    [
      "slots:\n- name: bp-z\n",
      "slots:\n- name: bp-z\n- slot: 2\n  name: bp-b\n  depends_on: [bp-a]\n",
    ],
    [
      "slots:\n- {slot: 3, name: bp-b, depends_on: [bp-a]}\n",
      "slots:\n- {slot: 2, name: bp-b, depends_on: [bp-a]}\n",
    ],
    [
      "slots:\n- slot: 2\n  name: bp-old\n",
      "slots:\n- slot: 2\n  name: bp-b\n  depends_on: [bp-a]\n",
    ],
    [
      "slots:\n- name: bp-b\n  depends_on:\n    - bp-x\n    - bp-a\n",
      "slots:\n- name: bp-b\n  depends_on:\n    - bp-a\n",
    ],
  ])("rows as they are written: %j", async (before, expected) => {
    const one = kit({ "02-b.yaml": slot("b", ["bp-a"]) });
    expect((await sync({ ...one, [graph]: before }, "expected")).after[graph]).toBe(expected);
  });

  test("a list in blocks that loses all becomes an empty one", async () => {
    const one = kit({ "02-b.yaml": slot("b") });
    const before = "slots:\n  - name: bp-b\n    depends_on:\n      - bp-x\n    wave: w\n";
    expect((await sync({ ...one, [graph]: before }, "expected")).after[graph]).toBe(
      "slots:\n  - name: bp-b\n    depends_on: []\n    wave: w\n",
    );
  });

  test("kits that share a graph and differ are left to a person", async () => {
    const other = kit({ "02-b.yaml": slot("b") }, "clusters/z/bootstrap-kit");
    const { after, report } = await sync({ ...files, ...other }, "expected");
    expect(after[graph]).not.toContain("bp-b, depends_on: [bp-a]");
    expect(report.left).toMatchObject([
      { message: expect.stringMatching(/^bp-b is not the same in every kit \(clusters\/z\//u) },
    ]);
  });
});

describe("the blueprints' depends", () => {
  const spec = "  depends:\n    - blueprint: bp-c\n      version: ^1.0 # why\n";
  const blueprint = "platform/a/blueprint.yaml";
  const files = {
    ...unit("a", { spec }),
    ...unit("b"),
    ...unit("c"),
    ...kit({
      "01-b.yaml": slot("b"),
      "02-c.yaml": slot("c"),
      "03-a.yaml": slot("a", ["bp-b", "bp-c"]),
    }),
  };

  test("get what their releases wait for", async () => {
    const { after } = await sync(files, "depends");
    expect(after).toEqual({
      [blueprint]: `${files[blueprint] ?? ""}    - blueprint: bp-b\n      version: ^1.0\n`,
    });
  });

  test("get no edge that closes a circle, through another that is added neither", async () => {
    const circle = kit({
      "01-b.yaml": slot("b", ["bp-a"]),
      "02-c.yaml": slot("c"),
      "03-a.yaml": slot("a", ["bp-b"]),
    });
    const { after, report } = await sync({ ...files, ...circle }, "depends");
    expect(Object.keys(after)).toEqual([blueprint]);
    expect(report.left).toMatchObject([
      {
        ruleId: "BP404",
        file: "platform/b/blueprint.yaml",
        message: expect.stringContaining("a person must decide"),
      },
    ]);
  });
});

const corpus =
  process.env["BP_CORPUS"] ?? resolve(import.meta.dirname, "../../../../shared/corpus/openova");

test.skipIf(!existsSync(corpus))(
  "the kits of the corpus are in line; its blueprints can be brought there",
  async () => {
    const config = parseConfig("", "f");
    const names = ["_template", "omantel.omani.works", "otech.omani.works"];
    const kits = new Set(names.map((name) => join("clusters", name, "bootstrap-kit")));
    const parts = new Set<Part>(["files", "generated", "template", "pins", "expected", "depends"]);
    const { files, report } = await kitSync({ tree: diskTree(corpus), config, kits, parts });
    expect(report.changes.every(({ ruleId }) => ruleId === "BP404")).toBe(true);
    expect(report.left).toEqual([]);
    expect(files).toHaveLength(24);
    for (const one of files) {
      const { before = "", after } = textsOf(one);
      const lines = new Set(after.split("\n"));
      const gone = before.split("\n").filter((line) => !lines.has(line));
      expect(gone.filter((line) => !/^ {2}depends: /u.test(line))).toEqual([]);
    }
  },
);
