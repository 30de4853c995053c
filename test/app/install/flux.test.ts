import { expect, test } from "vitest";

import type { FluxSettings } from "../../../src/app/install/flux/flux-settings.ts";
import { fluxManifests } from "../../../src/app/install/flux/manifests.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import { parseYaml, toValue } from "../../../src/yaml/index.ts";
import type { Specs } from "./support.ts";
import { existing, planOf, wish } from "./support.ts";

const settings: FluxSettings = {
  registry: "ghcr.io/acme/charts",
  source: "OCIRepository",
  trust: { kind: "key", pem: "-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----\n" },
  pullSecret: undefined,
  insecure: false,
};

const specs: Specs = {
  "bp-shop@1.0.0":
    "depends: [{blueprint: db}, {blueprint: site}]\nmanifests: {chart: bp-shop, helmRelease: {disableWait: true}}\n",
  "bp-db@2.0.0": "",
  "bp-site@3.0.0":
    "depends: [{blueprint: db}]\nmanifests: {source: {kind: Kustomize, ref: 'oci://ghcr.io/acme/site:3.0.0'}, overlays: {small: {}}}\n",
};

interface FluxObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: JsonObject;
}

async function objects(
  change: Partial<FluxSettings> = {},
  wished = wish("bp-shop"),
): Promise<{ readonly objects: readonly FluxObject[]; readonly notes: readonly string[] }> {
  const { text, notes } = fluxManifests(await planOf(specs, wished), wished, {
    ...settings,
    ...change,
  });
  const { documents, findings } = parseYaml(text, "m.yaml");
  expect(findings).toEqual([]);
  return { objects: documents.map(({ root }) => toValue(root) as FluxObject), notes };
}

test("a source and a release for each, in order, that wait for those of their kind", async () => {
  const made = await objects();
  expect(made.objects.map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
    "Secret bp-signing-key",
    "OCIRepository bp-db",
    "HelmRelease db",
    "Namespace site",
    "OCIRepository bp-site",
    "Kustomization site",
    "OCIRepository bp-shop",
    "HelmRelease shop",
  ]);
  const namespaced = made.objects.filter(({ kind }) => kind !== "Namespace");
  expect(namespaced.every(({ metadata }) => metadata.namespace === "flux-system")).toBe(true);
  const [, source, , , site, kustomization, , release] = made.objects;
  expect(source?.spec).toEqual({
    interval: "15m",
    url: "oci://ghcr.io/acme/charts/bp-db",
    ref: { tag: "2.0.0" },
    layerSelector: {
      mediaType: "application/vnd.cncf.helm.chart.content.v1.tar+gzip",
      operation: "copy",
    },
    verify: { provider: "cosign", secretRef: { name: "bp-signing-key" } },
  });
  expect(release?.spec).toEqual({
    interval: "15m",
    releaseName: "shop",
    targetNamespace: "shop",
    dependsOn: [{ name: "db" }],
    chartRef: { kind: "OCIRepository", name: "bp-shop" },
    install: { createNamespace: true, disableWait: true, remediation: { retries: 3 } },
    upgrade: { disableWait: true, remediation: { retries: 3 } },
  });
  expect(site?.spec).toMatchObject({ url: "oci://ghcr.io/acme/site", ref: { tag: "3.0.0" } });
  expect(kustomization?.spec).toMatchObject({
    path: "./base",
    prune: true,
    targetNamespace: "site",
  });
  expect(kustomization?.spec).not.toHaveProperty("dependsOn");
  expect(made.notes).toEqual([
    "site needs db, for which Flux cannot wait across kinds: apply those first",
    "shop needs site, for which Flux cannot wait across kinds: apply those first",
  ]);
});

test("a HelmRepository, an identity, a login, http", async () => {
  const { objects: made } = await objects({
    source: "HelmRepository",
    trust: {
      kind: "identity",
      identity: { exact: "https://x/y.yaml@refs/heads/main" },
      issuer: { pattern: "https://i\\.example|https://j" },
    },
    pullSecret: "login",
    insecure: true,
  });
  const verify = {
    provider: "cosign",
    matchOIDCIdentity: [
      {
        subject: "^https://x/y\\.yaml@refs/heads/main$",
        issuer: "^(?:https://i\\.example|https://j)$",
      },
    ],
  };
  expect(made[0]).toMatchObject({
    kind: "HelmRepository",
    spec: {
      type: "oci",
      url: "oci://ghcr.io/acme/charts",
      insecure: true,
      secretRef: { name: "login" },
    },
  });
  expect(made[0]?.spec).not.toHaveProperty("verify");
  const chart = { interval: "15m", chart: "bp-db", version: "2.0.0", verify };
  const sourceRef = { kind: "HelmRepository", name: "bp-db" };
  expect(made[1]).toMatchObject({ kind: "HelmChart", spec: { ...chart, sourceRef } });
  expect(made[2]?.spec["chartRef"]).toEqual({ kind: "HelmChart", name: "bp-db" });
  expect(made[4]).toMatchObject({ kind: "OCIRepository", spec: { verify } });
});

test("a HelmRepository with a key needs no object for the chart", async () => {
  const { objects: made } = await objects({ source: "HelmRepository" });
  expect(made[2]?.spec["chart"]).toEqual({
    spec: {
      chart: "bp-db",
      version: "2.0.0",
      interval: "15m",
      sourceRef: { kind: "HelmRepository", name: "bp-db" },
      verify: { provider: "cosign", secretRef: { name: "bp-signing-key" } },
    },
  });
});

test("what is reused is left alone, and nobody waits for it", async () => {
  const { objects: made } = await objects(
    {},
    wish("bp-shop", { existing: [existing("bp-db", "2.0.0")] }),
  );
  expect(made.map(({ metadata }) => metadata.name)).not.toContain("db");
  expect(made.at(-1)?.spec).not.toHaveProperty("dependsOn");
  const { objects: none } = await objects(
    {},
    wish("bp-db", { existing: [existing("bp-db", "2.0.0")] }),
  );
  expect(none).toEqual([]);
});

test("the overlay is the one wished for, of the blueprint that is wished for alone", async () => {
  const { objects: made } = await objects({}, wish("bp-site", { overlay: "small" }));
  expect(made.at(-1)?.spec).toMatchObject({ path: "./overlays/small" });
});

test("compositions are pulled by their digest, verified and applied from their folder", async () => {
  const plan = await planOf(specs, wish("bp-db"));
  const [name, installable] = [...plan.installables][0] ?? [];
  if (name === undefined || installable === undefined) throw new Error("no plan");
  const compositions = `sha256:${"a".repeat(64)}` as const;
  const withDigest = { ...plan, installables: new Map([[name, { ...installable, compositions }]]) };
  const { text, notes } = fluxManifests(withDigest, wish("bp-db"), settings);
  const made = parseYaml(text, "m.yaml").documents.map(({ root }) => toValue(root) as FluxObject);
  expect(notes).toEqual([]);
  expect(made.slice(-2)).toMatchObject([
    {
      kind: "OCIRepository",
      metadata: { name: "bp-db-compositions", namespace: "flux-system" },
      spec: {
        url: "oci://ghcr.io/acme/charts/bp-db",
        ref: { digest: compositions },
        verify: { provider: "cosign", secretRef: { name: "bp-signing-key" } },
      },
    },
    {
      kind: "Kustomization",
      metadata: { name: "bp-db-compositions", namespace: "flux-system" },
      spec: {
        sourceRef: { kind: "OCIRepository", name: "bp-db-compositions" },
        path: "./compositions",
        prune: true,
      },
    },
  ]);
  const unknown = {
    ...plan,
    installables: new Map([[name, { ...installable, compositions: "not published" as const }]]),
  };
  expect(fluxManifests(unknown, wish("bp-db"), settings).notes).toEqual([
    "bp-db has compositions/, which Flux pulls by a digest that only publishing tells: publish it, and plan from there with --from",
  ]);
});

test("what Flux does not install is an error", async () => {
  const oam = { "bp-x@1.0.0": "manifests: {source: {kind: OAM}}\n" };
  const plan = await planOf(oam, wish("bp-x"));
  expect(() => fluxManifests(plan, wish("bp-x"), settings)).toThrow(
    expect.objectContaining({
      code: "MATERIAL",
      message: "bp-x is of kind OAM, which Flux does not install",
    }),
  );
});
