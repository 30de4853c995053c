import { existsSync } from "node:fs";
import { resolve } from "node:path";

import { describe, expect, test } from "vitest";

import { parseConfig } from "../../../src/app/config.ts";
import { chooseKit } from "../../../src/app/kit/render/choose-kit.ts";
import { kitRender } from "../../../src/app/kit/render/render.ts";
import { diskTree, loadWorkspace } from "../../../src/workspace/index.ts";
import { folder, kit, slot } from "../../lint/kit.ts";
import { load, treeOf } from "../../lint/support.ts";
import { config, graph, none, render, tree } from "./rendering.ts";

describe("the expected graph", () => {
  const slots = kit({ "01-a.yaml": slot("a"), "02-b.yaml": slot("b", ["bp-a"]) });
  const rows = `slots:
  - {slot: 1, name: bp-a, depends_on: []}
  - {slot: 2, name: bp-b, depends_on: [bp-a]}
`;

  test("gets a row", async () => {
    const { after, report } = await render({ ...tree, ...slots, [graph]: rows }, ["c"]);
    expect(after[graph]).toBe(`${rows}  - {slot: 3, name: bp-c, depends_on: [bp-b]}\n`);
    expect(report.files).toEqual([`${folder}/03-c.yaml`, `${folder}/kustomization.yaml`, graph]);
  });

  test("has a row that covers what is needed: the row holds", async () => {
    const own = `${rows}  - {slot: 9, name: bp-c, depends_on: [bp-a, bp-b]}\n`;
    const { after, report } = await render({ ...tree, ...slots, [graph]: own }, ["c"]);
    expect(report.slots).toMatchObject([{ slot: "9", dependsOn: ["bp-a", "bp-b"] }]);
    expect(Object.keys(after)).toEqual([`${folder}/09-c.yaml`, `${folder}/kustomization.yaml`]);
  });

  test("has a row that does not: the row is written; where the kit lacks something it is kept", async () => {
    const own = `${rows}  - {slot: 9, name: bp-c, depends_on: [bp-a]}\n  - {slot: 10, name: bp-d, depends_on: [bp-c]}\n`;
    const { after } = await render({ ...tree, ...slots, [graph]: own }, ["c"]);
    expect(after[graph]).toBe(own.replace("bp-c, depends_on: [bp-a]", "bp-c, depends_on: [bp-b]"));
    const later = await render({ ...tree, ...slots, [graph]: own }, ["d"]);
    expect(later.report.slots).toMatchObject([{ name: "bp-d", slot: "10", dependsOn: ["bp-b"] }]);
    expect(later.after[graph]).toBe(undefined);
  });
});

describe("the kit", () => {
  const slots = { "01-a.yaml": slot("a") };
  const two = { ...tree, ...kit(slots), ...kit(slots, "clusters/z/bootstrap-kit") };

  test("is the only one, the template, or the one that is named", async () => {
    expect((await render({ ...tree, ...kit(slots) }, ["b"])).report.kit).toBe(folder);
    await expect(render(two, ["b"])).rejects.toMatchObject({
      message: "which kit gets the slot?",
      hint: `give --kit with one of ${folder}, clusters/z/bootstrap-kit`,
    });
    const template = "clusters/_template/bootstrap-kit";
    expect((await render({ ...two, ...kit(slots, template) }, ["b"])).report.kit).toBe(template);
    expect((await render(two, ["b"], { kit: "clusters/z/" })).report.kit).toBe(
      "clusters/z/bootstrap-kit",
    );
    await expect(render(two, ["b"], { kit: "clusters" })).rejects.toThrow(
      "clusters matches 2 kits",
    );
  });

  test("is made where there is none of that name, unless that is a slip", async () => {
    const { after, report } = await render(tree, ["b", "a"], { kit: "clusters/prod" });
    expect(report.kit).toBe("clusters/prod/bootstrap-kit");
    expect(after["clusters/prod/bootstrap-kit/kustomization.yaml"]).toBe(
      "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - 01-a.yaml\n  - 02-b.yaml\n",
    );
    expect(after["clusters/prod/bootstrap-kit/02-b.yaml"]).toContain(
      "url: oci://ghcr.io/acme/charts\n",
    );
    expect(report.notes).toHaveLength(2);
    await expect(render(tree, ["b"])).rejects.toThrow("holds no bootstrap kit yet");
    await expect(render(two, ["b"], { kit: "clusters/z/bootstrap-kti" })).rejects.toMatchObject({
      hint: "did you mean clusters/z/bootstrap-kit?",
    });
    await expect(render(tree, ["b"], { kit: "somewhere/else/deep" })).rejects.toMatchObject({
      code: "USAGE",
    });
  });
});

test("nothing tells from where charts come", async () => {
  const workspace = await load(tree);
  const bare = parseConfig("", "f");
  const empty = chooseKit(workspace, bare, "clusters/prod");
  const input = { tree: treeOf(tree), config: bare, workspace, kit: empty, units: workspace.units };
  await expect(kitRender({ ...input, options: none })).rejects.toMatchObject({ code: "USAGE" });
});

const corpus =
  process.env["BP_CORPUS"] ?? resolve(import.meta.dirname, "../../../../shared/corpus/openova");

test.skipIf(!existsSync(corpus))(
  "slots of the corpus that are to come bring no drift",
  async () => {
    const disk = diskTree(corpus);
    const workspace = await loadWorkspace(disk, { roots: ["platform", "products"] });
    const chosen = chooseKit(workspace, config, undefined);
    const names = new Set(["platform/stunner", "platform/knative", "platform/kserve"]);
    const units = workspace.units.filter((one) => names.has(one.folder));
    const { report, files } = await kitRender({
      tree: disk,
      config,
      workspace,
      kit: chosen,
      units,
      options: none,
    });
    expect(
      report.slots.map(({ name, slot: number, dependsOn }) => [name, number, dependsOn]),
    ).toEqual([
      ["bp-knative", "37", ["bp-cert-manager"]],
      ["bp-stunner", "36", ["bp-cilium", "bp-cert-manager"]],
      ["bp-kserve", "38", ["bp-knative"]],
    ]);
    expect(files.map(({ path }) => path)).not.toContain(graph);
  },
);
