import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { load, loadAll } from "js-yaml";
import { expect, test } from "vitest";

import { project } from "../support/built.ts";
import { bp } from "../support/program.ts";
import type { Fields } from "./charts.ts";
import { asFields, at } from "./charts.ts";
import { kitFolder, kitReleases } from "./kit-values.ts";

const folder = "clusters/_template/bootstrap-kit";

interface Checked {
  readonly exitCode: number;
  readonly findings: readonly unknown[];
  readonly kits: readonly Fields[];
}

test("the kit is in order: as expected, as the charts and the blueprints are", async () => {
  const { stdout } = await bp(["kit", "check", "-o", "json"], { cwd: project });
  const { exitCode, findings, kits } = JSON.parse(stdout) as Checked;
  expect({ exitCode, findings }).toEqual({ exitCode: 0, findings: [] });
  expect(kits).toHaveLength(1);
  expect(kits[0]).toMatchObject({
    kit: folder,
    present: 20,
    expected: 20,
    deferred: [],
    drift: [],
    cycles: [],
    redundantEdges: [],
    longestChain: [
      "bp-external-dns",
      "bp-external-secrets",
      "bp-openbao",
      "bp-cert-manager",
      "bp-cilium",
    ],
  });
});

test("the network comes first, Catalyst after all that it uses", async () => {
  const { stdout } = await bp(["graph", "--kit", "--format", "json"], { cwd: project });
  const { waves } = JSON.parse(stdout) as { readonly waves: readonly (readonly string[])[] };
  const waveOf = (name: string): number => waves.findIndex((wave) => wave.includes(`bp-${name}`));
  expect(waves).toHaveLength(5);
  expect(waves[0]).toEqual(["bp-cilium", "bp-network-policies", "bp-stalwart-sovereign"]);
  for (const [later, earlier] of [
    ["cert-manager", "cilium"],
    ["keycloak", "cnpg"],
    ["keycloak", "cert-manager"],
    ["external-secrets", "openbao"],
    ["external-dns", "powerdns"],
    ["crossplane-claims", "crossplane"],
    ["catalyst", "keycloak"],
  ] as const)
    expect(waveOf(later), `${later} after ${earlier}`).toBeGreaterThan(waveOf(earlier));
});

test("each release is verified, keeps trying, and goes where its Blueprint looks for others", () => {
  const found = kitReleases();
  expect(found.size).toBe(20);
  for (const [chart, release] of found) {
    const name = chart.replace(/^bp-/u, "");
    expect(at(release, "spec", "chart", "spec", "verify"), chart).toEqual({
      provider: "cosign",
      secretRef: { name: "cosign-pub" },
    });
    expect(at(release, "spec", "releaseName")).toBe(name);
    const elsewhere: Fields = { cilium: "kube-system", flux: "flux-system" };
    expect(at(release, "spec", "targetNamespace")).toBe(elsewhere[name] ?? name);
    for (const step of ["install", "upgrade"])
      expect(at(release, "spec", step, "remediation", "retries")).toBe(3);
  }
});

test("what Flux fills in is what the Sovereign's own file says", () => {
  const [, kustomization] = loadAll(
    readFileSync(join(project, "clusters/_template/sovereign.yaml"), "utf8"),
  ).map(asFields);
  expect(at(kustomization, "spec", "path")).toBe(`./${folder}`);
  const known = Object.keys(asFields(at(kustomization, "spec", "postBuild", "substitute")));
  const used = readdirSync(kitFolder).flatMap((name) => [
    ...readFileSync(join(kitFolder, name), "utf8").matchAll(/\$\{(\w+)\}/gu),
  ]);
  expect(new Set(used.map(([, name]) => name))).toEqual(new Set(known));
  const list = load(readFileSync(join(kitFolder, "kustomization.yaml"), "utf8"));
  expect(at(list, "resources")).toHaveLength(kitReleases().size);
});
