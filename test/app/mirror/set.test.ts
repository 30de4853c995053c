import { describe, expect, test } from "vitest";

import { foreignHosts } from "../../../src/app/mirror/kit-repositories.ts";
import type { MirrorSet } from "../../../src/app/mirror/set.ts";
import { workspaceSet } from "../../../src/app/mirror/workspace-set.ts";
import { spool } from "../../../src/cli/spool.ts";
import { formatReference, parseTarget } from "../../../src/model/reference.ts";
import { compositions } from "../../support/compositions.ts";
import type { Files } from "../../support/workspace.ts";
import { unit } from "../../support/workspace.ts";
import { sourceOf } from "../support/workspace.ts";

const own = parseTarget("ghcr.io/acme");
const kit = "clusters/prod/bootstrap-kit";

function release(name: string, chart: string, version: string, source: string): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ${name}, namespace: flux-system }
spec:
  chart:
    spec:
      chart: ${chart}
      version: "${version}"
      sourceRef: { kind: HelmRepository, name: ${source} }
`;
}

function repository(name: string, url: string, secret = "pull"): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: ${name}, namespace: flux-system }
spec: { type: oci, url: "${url}", secretRef: { name: ${secret} } }
`;
}

async function setOf(files: Files, kits = true): Promise<MirrorSet> {
  const source = await sourceOf(files, {}, { contents: true });
  const images = { spool, render: undefined };
  return workspaceSet({ source, units: source.workspace.units, kits, images, own });
}

function references({ wanted }: MirrorSet): readonly string[] {
  return wanted.map(({ reference, required }) => {
    return `${formatReference(reference)}${required ? "" : " (may lack)"}`;
  });
}

const unlisted = unit("products/hidden");
const hidden = {
  ...unlisted,
  "products/hidden/blueprint.yaml": String(unlisted["products/hidden/blueprint.yaml"]).replace(
    "visibility: listed",
    "visibility: unlisted",
  ),
};

describe("the mirror set", () => {
  test("the charts, hard where they are listed, and the images of their values", async () => {
    const set = await setOf({ ...unit("products/shop"), ...hidden });
    expect(references(set)).toEqual([
      "ghcr.io/acme/bp-hidden:1.0.0 (may lack)",
      "ghcr.io/acme/bp-shop:1.0.0",
      "registry.example/app:1.2.3",
    ]);
    expect(set.wanted[2]?.places).toHaveLength(2);
    expect(set.wanted[2]?.places[0]?.at).toMatchObject({
      file: "products/hidden/chart/values.yaml",
      line: 1,
    });
    expect(set.findings).toEqual([]);
  });

  test("what compositions make a cluster pull", async () => {
    const set = await setOf({ ...unit("products/shop"), ...compositions("products/shop") });
    expect(references(set)).toEqual([
      "ghcr.io/acme/bp-shop:1.0.0",
      "registry.example/app:1.2.3",
      "xpkg.crossplane.io/crossplane-contrib/function-go-templating:v0.11.0",
    ]);
    expect(set.findings).toEqual([]);
  });

  test("what a kit pins: the workspace's charts from our registry, others from where they are", async () => {
    const set = await setOf({
      ...unit("products/shop", { version: "1.1.0" }),
      [`${kit}/01.yaml`]: [
        release("bp-shop", "bp-shop", "1.0.0+b1", "ours"),
        release("dns", "dns", "2.0.0", "theirs"),
        repository("ours", "oci://elsewhere.example/charts"),
        repository("theirs", "oci://quay.io/org"),
      ].join("---\n"),
    });
    expect(references(set)).toEqual([
      "ghcr.io/acme/bp-shop:1.0.0_b1",
      "ghcr.io/acme/bp-shop:1.1.0",
      "quay.io/org/dns:2.0.0",
      "registry.example/app:1.2.3",
    ]);
    expect(set.findings).toEqual([]);
    expect(references(await setOf({ ...unit("products/shop") }, false))).toHaveLength(2);
  });

  test.each([
    [">=1.0.0", "oci://quay.io/org", "BP902", "pins dns to >=1.0.0"],
    ["", "oci://quay.io/org", "BP902", "no version"],
    ["1.0.0", "https://charts.example.com", "BP904", "no registry can stand in for"],
    ["1.0.0", "oci://${HOST}/org", "BP902", "not mirrored"],
  ])("a pin of %j from %s is named, not mirrored", async (version, url, rule, words) => {
    const set = await setOf({
      ...unit("products/shop"),
      [`${kit}/01.yaml`]: `${release("dns", "dns", version, "theirs")}---\n${repository("theirs", url)}`,
    });
    expect(references(set).filter((text) => text.includes("dns"))).toEqual([]);
    expect(set.findings).toMatchObject([
      { ruleId: rule, severity: "error", file: `${kit}/01.yaml` },
    ]);
    expect(set.findings[0]?.message).toContain(words);
  });

  test.each([
    ["registry.example/app", "has neither tag nor digest"],
    ["registry.example/app:latest", "moves with latest"],
  ])("the image %s is named, not mirrored", async (image, words) => {
    const files = unit("products/shop");
    const values = `image: ${image}\n`;
    const set = await setOf({ ...files, "products/shop/chart/values.yaml": values });
    expect(references(set)).toEqual(["ghcr.io/acme/bp-shop:1.0.0"]);
    expect(set.findings).toMatchObject([
      { ruleId: "BP902", file: "products/shop/chart/values.yaml", line: 1 },
    ]);
    expect(set.findings[0]?.message).toContain(words);
  });

  test.each([
    ["nginx:1.29.0", "docker.io/library/nginx:1.29.0"],
    ["org/app:1.0.0", "docker.io/org/app:1.0.0"],
    ["localhost:5000/app:1.0.0", "localhost:5000/app:1.0.0"],
    [`nginx@sha256:${"a".repeat(64)}`, `docker.io/library/nginx@sha256:${"a".repeat(64)}`],
  ])("the image %s is %s", async (image, expected) => {
    const values = `image: ${image}\n`;
    const set = await setOf({
      ...unit("products/shop"),
      "products/shop/chart/values.yaml": values,
    });
    expect(references(set)).toContain(expected);
  });

  test("of a chart that is not vendored it is said that not all is known; its tags are not judged", async () => {
    const dependencies = ['{ name: redis, version: 1.0.0, repository: "oci://quay.io/org" }'];
    const set = await setOf({
      ...unit("products/shop", { dependencies }),
      "products/shop/chart/values.yaml": "redis:\n  image:\n    repository: valkey/valkey\n",
    });
    expect(set.findings).toEqual([]);
    expect(set.notRun).toEqual([
      {
        ruleId: "BP901",
        reason: "not all images are known of one chart, dependencies not vendored: products/shop",
      },
    ]);
  });
});

function config(host: string): string {
  return JSON.stringify({ auths: { [`https://${host}/v1/`]: { auth: "eDp5" } } });
}

function secret(text: string): string {
  return `apiVersion: v1\nkind: Secret\nmetadata: { name: pull, namespace: flux-system }\n${text}\n`;
}

describe("the hosts of a kit", () => {
  test.each([
    [`data: { .dockerconfigjson: ${Buffer.from(config("quay.io")).toString("base64")} }`, 0],
    [`stringData: { .dockerconfigjson: '${config("quay.io")}' }`, 0],
    [`stringData: { .dockerconfigjson: '${config("ghcr.io")}' }`, 1],
    ["stringData: { .dockerconfigjson: 'sops:encrypted' }", 0],
    ["stringData: {}", 0],
  ])("a pull secret with %s", async (text, findings) => {
    const set = await setOf({
      ...unit("products/shop"),
      [`${kit}/01.yaml`]: `${repository("theirs", "oci://quay.io/org")}---\n${secret(text)}`,
    });
    expect(set.findings).toHaveLength(findings);
    if (findings > 0)
      expect(set.findings[0]).toMatchObject({
        ruleId: "BP904",
        message: "the pull secret pull of theirs knows ghcr.io, not quay.io",
      });
  });

  test("after the cut-over none may point elsewhere", async () => {
    const { workspace } = await sourceOf(
      {
        ...unit("products/shop"),
        [`${kit}/01.yaml`]: [
          repository("ours", "oci://registry.internal/charts"),
          repository("theirs", "oci://quay.io/org"),
          repository("open", "oci://${HOST}/org"),
        ].join("---\n"),
      },
      {},
      { contents: true },
    );
    const { kits = [] } = workspace;
    const strays = [...foreignHosts(kits, parseTarget("registry.internal/charts"))];
    expect(strays).toMatchObject([
      { ruleId: "BP904", message: "theirs still points to quay.io, not to registry.internal" },
    ]);
  });
});
