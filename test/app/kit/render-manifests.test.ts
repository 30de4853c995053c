import { describe, expect, test } from "vitest";

import { parseYaml, toValue } from "../../../src/yaml/index.ts";
import { folder, kit, slot } from "../../lint/kit.ts";
import { manifests } from "../../lint/kustomize.ts";
import { unit } from "../../lint/support.ts";
import { needing, render } from "./rendering.ts";

function documentsOf(text = ""): readonly unknown[] {
  return parseYaml(text, "f")
    .documents.map(({ root }) => toValue(root))
    .filter((one) => one !== undefined);
}

const files = {
  ...manifests(),
  ...unit("b"),
  ...unit("c", needing("a", "b")),
  ...kit({ "01-b.yaml": slot("b") }),
};

describe("a slot of manifests", () => {
  test("is a repository that is verified, and a Kustomization of the base", async () => {
    const { after, report } = await render(files, ["a"]);
    const file = `${folder}/02-a.yaml`;
    expect(report.slots).toEqual([
      { name: "bp-a", slot: "2", file, chart: "bp-a", version: "1.0.0", dependsOn: [] },
    ]);
    expect(documentsOf(after[file])).toEqual([
      {
        apiVersion: "source.toolkit.fluxcd.io/v1",
        kind: "OCIRepository",
        metadata: { name: "bp-a", namespace: "flux-system" },
        spec: {
          interval: "15m",
          url: "oci://ghcr.io/acme/bp-a",
          ref: { tag: "1.0.0" },
          secretRef: { name: "ghcr-pull" },
          verify: { provider: "cosign", secretRef: { name: "cosign-pub" } },
        },
      },
      {
        apiVersion: "kustomize.toolkit.fluxcd.io/v1",
        kind: "Kustomization",
        metadata: { name: "bp-a", namespace: "flux-system" },
        spec: {
          interval: "15m",
          sourceRef: { kind: "OCIRepository", name: "bp-a" },
          path: "./base",
          prune: true,
          wait: true,
        },
      },
    ]);
    expect(after[`${folder}/kustomization.yaml`]).toContain("  - 02-a.yaml\n");
  });

  test("of an overlay, put elsewhere; and of none that there is", async () => {
    const options = { overlay: "x", namespace: "apps" };
    const { after } = await render(files, ["a"], { options });
    expect(documentsOf(after[`${folder}/02-a.yaml`])[1]).toMatchObject({
      spec: { path: "./overlays/x", targetNamespace: "apps" },
    });
    const wrong = render(files, ["a"], { options: { overlay: "y" } });
    await expect(wrong).rejects.toMatchObject({
      code: "USAGE",
      message: "--overlay y is no overlay of bp-a",
      hint: "it has x",
    });
    const chart = render(files, ["c"], { options: { overlay: "x" } });
    await expect(chart).rejects.toMatchObject({
      hint: "overlays are for manifests, and this is a chart",
    });
  });

  test("a release that needs it cannot wait for it, and says so", async () => {
    const { report } = await render(files, ["a", "c"]);
    expect(report.slots.map(({ name, dependsOn }) => [name, dependsOn])).toEqual([
      ["bp-a", []],
      ["bp-c", ["bp-b"]],
    ]);
    expect(report.notes).toContain("bp-c needs bp-a, for which Flux cannot wait across kinds");
  });

  test("what is there already", async () => {
    const { after } = await render(files, ["a"]);
    const again = render({ ...files, ...after }, ["a"]);
    await expect(again).rejects.toThrow("has bp-a already");
  });
});
