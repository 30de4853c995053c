import { describe, expect, test } from "vitest";

import { kitCheck } from "../../../src/app/kit/check.ts";
import { parseYaml, toValue } from "../../../src/yaml/index.ts";
import { folder, kit, slot } from "../../lint/kit.ts";
import { load, unit } from "../../lint/support.ts";
import { render, tree } from "./rendering.ts";

function documentsOf(text = ""): readonly unknown[] {
  return parseYaml(text, "f")
    .documents.map(({ root }) => toValue(root))
    .filter((one) => one !== undefined);
}

function space(name: string, value: string): string {
  return `---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n  labels:\n    fqdn: ${value}\n`;
}

describe("a slot", () => {
  const files = { ...tree, ...kit({ "01-a.yaml": slot("a"), "02-b.yaml": slot("b", ["bp-a"]) }) };

  test("is a namespace, a repository and a release like the others, listed, and no rule complains", async () => {
    const { after, report } = await render(files, ["c"]);
    const file = `${folder}/03-c.yaml`;
    expect(report).toMatchObject({
      kit: folder,
      slots: [{ name: "bp-c", slot: "3", file, dependsOn: ["bp-b"] }],
    });
    expect(after[`${folder}/kustomization.yaml`]).toMatch(/ {2}- 02-b\.yaml\n {2}- 03-c\.yaml\n$/u);
    expect(documentsOf(after[file])).toEqual([
      { apiVersion: "v1", kind: "Namespace", metadata: { name: "c" } },
      {
        apiVersion: "source.toolkit.fluxcd.io/v1",
        kind: "HelmRepository",
        metadata: { name: "bp-c", namespace: "flux-system" },
        spec: {
          type: "oci",
          interval: "15m",
          url: "oci://ghcr.io/acme",
          secretRef: { name: "ghcr-pull" },
        },
      },
      {
        apiVersion: "helm.toolkit.fluxcd.io/v2",
        kind: "HelmRelease",
        metadata: { name: "bp-c", namespace: "flux-system" },
        spec: {
          interval: "15m",
          releaseName: "c",
          targetNamespace: "c",
          dependsOn: [{ name: "bp-b" }],
          chart: {
            spec: {
              chart: "bp-c",
              version: "1.0.0",
              sourceRef: { kind: "HelmRepository", name: "bp-c", namespace: "flux-system" },
              verify: { provider: "cosign", secretRef: { name: "cosign-pub" } },
            },
          },
          install: { disableWait: true, remediation: { retries: 3 } },
          upgrade: { disableWait: true, remediation: { retries: 3 } },
        },
      },
    ]);
    const workspace = await load({ ...files, ...after });
    const { findings } = kitCheck(workspace, workspace.kits ?? [], {});
    expect(findings).toEqual([]);
  });

  test("waits for what is needed of what the kit lacks, and tells the lack", async () => {
    const { report } = await render(files, ["d"]);
    expect(report.slots[0]?.dependsOn).toEqual(["bp-b"]);
    expect(report.notes[0]).toBe(`bp-d needs bp-c, which ${folder} does not have`);
  });

  test("comes with what it needs, in order; what is there is left out", async () => {
    const { report } = await render(files, ["a", "b", "c", "d"]);
    expect(
      report.slots.map(({ name, slot: number, dependsOn }) => [name, number, dependsOn]),
    ).toEqual([
      ["bp-c", "3", ["bp-b"]],
      ["bp-d", "4", ["bp-c"]],
    ]);
  });

  test("needs nothing that a condition decides, nor itself", async () => {
    const spec = "  depends:\n    - {blueprint: bp-a, when: .config.a}\n    - blueprint: bp-e\n";
    const { report } = await render({ ...files, ...unit("e", { spec }) }, ["e"]);
    expect(report.slots[0]?.dependsOn).toEqual([]);
  });

  test("takes over labels, secrets and identities that most slots have, and no placeholder", async () => {
    const signed = slot("b").replace(
      "      version",
      "      verify: {provider: cosign, secretRef: {name: ours}}\n      version",
    );
    const own = kit({
      "001-a.yaml": slot("a").replaceAll("ghcr-pull", "login") + space("a", "FQDN_PLACEHOLDER"),
      "002-b.yaml":
        signed.replaceAll("ghcr-pull", "login").replace("oci://ghcr.io/acme", "oci://${REGISTRY}") +
        space("c", "${FQDN}"),
    });
    const { after, report } = await render({ ...tree, ...own }, ["c"]);
    const text = after[`${folder}/003-c.yaml`] ?? "";
    expect(text).toContain("    name: login\n");
    expect(text).toContain("          name: ours\n");
    expect(text).not.toContain("kind: Namespace");
    expect(report.notes).toEqual([]);
    const other = await render({ ...tree, ...own, ...unit("z") }, ["z"]);
    expect(other.after[`${folder}/003-z.yaml`]).toContain("  labels:\n    fqdn: ${FQDN}\n");
  });

  test("says first what the blueprint is, in lines that fit", async () => {
    const summary = `A ${"long ".repeat(40)}sentence. And another.`;
    const text = (unit("z")["platform/z/blueprint.yaml"] ?? "").replace(
      "summary: A summary",
      `summary: ${summary}`,
    );
    const { after } = await render({ ...files, ...unit("z", { blueprint: text }) }, ["z"]);
    const head = (after[`${folder}/03-z.yaml`] ?? "").split("\n\n")[0] ?? "";
    expect(head.split("\n").every((line) => line.startsWith("#") && line.length <= 100)).toBe(true);
    expect(head).toMatch(/^# bp-z: A long[^]* sentence\.$/u);
  });

  test("verifies an identity through a HelmChart", async () => {
    const verification = {
      kind: "identity",
      issuer: "^https://i$",
      subject: "^https://s/",
    } as const;
    const { after, report } = await render(files, ["c"], { options: { verification } });
    const [, , chart, release] = documentsOf(after[`${folder}/03-c.yaml`]);
    expect(chart).toMatchObject({
      kind: "HelmChart",
      spec: {
        chart: "bp-c",
        version: "1.0.0",
        verify: {
          provider: "cosign",
          matchOIDCIdentity: [{ issuer: "^https://i$", subject: "^https://s/" }],
        },
      },
    });
    expect(release).toMatchObject({
      spec: { chartRef: { kind: "HelmChart", name: "bp-c", namespace: "flux-system" } },
    });
    expect(report.notes).toEqual([]);
    const again = await render({ ...files, ...after }, ["d"]);
    expect(again.after[`${folder}/04-d.yaml`]).toContain("matchOIDCIdentity");
    const workspace = await load({ ...files, ...after });
    for (const flux of ["2.3", "2.9"]) {
      const { findings, summary } = kitCheck(workspace, workspace.kits ?? [], { flux });
      expect(findings).toEqual([]);
      expect(summary.notRun.map(({ ruleId }) => ruleId)).not.toContain("BP509");
    }
  });

  test("that is there already, whose number is taken, or without a chart, is refused", async () => {
    await expect(render(files, ["a"])).rejects.toThrow(
      `${folder} has bp-a already (${folder}/01-a.yaml:15)`,
    );
    await expect(render(files, ["a", "b"])).rejects.toMatchObject({ code: "EMPTY_SELECTION" });
    await expect(render(files, ["c"], { options: { slot: "02" } })).rejects.toThrow(
      "--slot 02 is taken",
    );
    await expect(render(files, ["c"], { options: { slot: "x" } })).rejects.toThrow(
      "--slot x is no slot",
    );
    await expect(render(files, ["c", "d"], { options: { slot: "9" } })).rejects.toMatchObject({
      code: "USAGE",
    });
    const { "platform/c/chart/Chart.yaml": _, ...bare } = files;
    await expect(render(bare, ["c"])).rejects.toThrow("has no chart");
  });

  test("may have a number and a name of its own", async () => {
    const { report, after } = await render(files, ["a"], {
      options: { slot: "16a", name: "bp-a-two" },
    });
    expect(report.slots).toMatchObject([
      { name: "bp-a-two", slot: "16a", chart: "bp-a", file: `${folder}/16a-a-two.yaml` },
    ]);
    expect(documentsOf(after[`${folder}/16a-a-two.yaml`])[2]).toMatchObject({
      metadata: { name: "bp-a-two" },
      spec: { chart: { spec: { chart: "bp-a", sourceRef: { name: "bp-a-two" } } } },
    });
  });

  test.each([
    ["kube-system", false],
    ["flux-system", false],
    ["elsewhere", true],
  ])("may be installed into %s, which it makes where nobody else does", async (namespace, made) => {
    const { after } = await render(files, ["c"], { options: { namespace } });
    const documents = documentsOf(after[`${folder}/03-c.yaml`]);
    expect(documents.at(-1)).toMatchObject({
      metadata: { name: "bp-c" },
      spec: { releaseName: "c", targetNamespace: namespace },
    });
    const space: unknown = expect.objectContaining({
      kind: "Namespace",
      metadata: { name: namespace },
    });
    if (made) expect(documents).toContainEqual(space);
    else expect(documents).toHaveLength(2);
    const both = render(files, ["c", "d"], { options: { namespace } });
    await expect(both).rejects.toThrow("--slot, --name, --namespace and --overlay are for one");
  });
});

test("compositions are told, which a slot does not apply", async () => {
  const files = {
    ...tree,
    ...kit({ "01-a.yaml": slot("a") }),
    "platform/c/compositions/x.yaml": "",
  };
  const { report } = await render(files, ["c"]);
  expect(report.notes).toContainEqual(
    expect.stringMatching(
      /^bp-c has compositions\/, which the slot does not apply: `bp plan install/u,
    ),
  );
  const plain = await render({ ...tree, ...kit({ "01-a.yaml": slot("a") }) }, ["c"]);
  expect(plain.report.notes.join()).not.toContain("compositions");
});
