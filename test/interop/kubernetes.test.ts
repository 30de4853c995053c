import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { whyNoCertificate } from "../support/certificate.ts";
import type { StandInServer } from "../support/stand-ins/vendored.ts";
import { serveStandIns, vendorOwn } from "../support/stand-ins/vendored.ts";
import type { Minor, OwnChart } from "./support/charts.ts";
import { declaredKinds, declaredRange, ownCharts, umbrellas } from "./support/charts.ts";
import { foreignCrds } from "./support/foreign-crds.ts";
import { peersNamed, REPOSITORY } from "./support/peers.ts";
import { mustRun } from "./support/process.ts";
import type { RenderedObject } from "./support/rendered.ts";
import { everyToggleOn, objectsOf } from "./support/rendered.ts";
import type { Scratch } from "./support/scratch.ts";
import { makeScratch } from "./support/scratch.ts";
import { ofKubernetes, validate } from "./support/validate.ts";

const helm = peersNamed("helm").find((peer) => peer.present);
const charts = ownCharts();

/** The same charts as in the copy that has the charts of others, whose stand-ins are made when the tests begin. */
const around = umbrellas(REPOSITORY);

/** What templates ask of the cluster before they render an object that Kubernetes itself lacks. */
const OPTIONAL_APIS = [
  "monitoring.coreos.com/v1",
  "gateway.networking.k8s.io/v1",
  "external-secrets.io/v1",
].flatMap((api) => ["--api-versions", api]);

/** What the overlays of the umbrellas ask for, as the kit has it. */
const OVERLAY_APIS = [
  "cert-manager.io/v1",
  "cilium.io/v2",
  "cilium.io/v2alpha1",
  "external-secrets.io/v1beta1",
  "gateway.networking.k8s.io/v1",
  "pkg.crossplane.io/v1",
  "spire.spiffe.io/v1alpha1",
].flatMap((api) => ["--api-versions", api]);

describe.skipIf(!helm)("our charts", () => {
  let scratch: Scratch;
  beforeAll(() => {
    scratch = makeScratch();
  });
  afterAll(() => scratch?.remove());

  async function render(
    { name, chart }: Pick<OwnChart, "name" | "chart">,
    minor: Minor,
    ...more: string[]
  ): Promise<RenderedObject[]> {
    const args = ["template", name, chart, "--kube-version", `${minor}.0`, ...more];
    return objectsOf((await mustRun(helm?.path ?? "", args, { env: scratch.env })).stdout);
  }

  test("there are as many as the products and platform parts need", () => {
    expect(charts.length).toBeGreaterThanOrEqual(10);
  });

  for (const program of peersNamed("kubectl-validate")) {
    describe.skipIf(!program.present)(program.label, () => {
      for (const chart of charts) {
        test(`${chart.name}: every object is valid for the oldest and newest Kubernetes`, async () => {
          const range = declaredRange(chart.readme);
          expect(range, "the README names an oldest and a newest Kubernetes").toBeDefined();
          for (const minor of new Set(range)) {
            for (const more of [[], [...everyToggleOn(chart), ...OPTIONAL_APIS]]) {
              const objects = ofKubernetes(await render(chart, minor, ...more));
              const found = await validate(program, minor, objects, { scratch });
              expect(found).toEqual({ passed: objects.length, complaints: "" });
              expect(objects.length).toBeGreaterThan(0);
            }
          }
        });
      }
    });
  }

  describe.skipIf(whyNoCertificate !== undefined)("around stand-ins for charts of others", () => {
    let server: StandInServer | undefined;
    /** Of the operators whose kinds the overlays use; undefined where their Go modules cannot be had. */
    let crds: string | undefined;
    beforeAll(async () => {
      crds = await foreignCrds(scratch.path("crds"));
      server = await serveStandIns(scratch.folder);
      await vendorOwn(scratch.folder, server);
    });
    afterAll(() => server?.close());

    for (const program of peersNamed("kubectl-validate")) {
      describe.skipIf(!program.present)(program.label, () => {
        for (const { name, unit, readme } of around) {
          test(`${name}: with every toggle on, every object is valid`, async () => {
            const chart = scratch.path(unit, "chart");
            const toggles = everyToggleOn({ name, unit, readme, chart });
            for (const minor of new Set(declaredRange(readme))) {
              const all = await render({ name, chart }, minor, ...toggles, ...OVERLAY_APIS);
              const objects = crds === undefined ? ofKubernetes(all) : all;
              const more = crds === undefined ? {} : { crds };
              const found = await validate(program, minor, objects, { scratch, ...more });
              expect(found).toEqual({ passed: objects.length, complaints: "" });
              expect(objects.length).toBeGreaterThan(0);
            }
          });
        }
      });
    }
  });

  describe("README", () => {
    for (const chart of charts) {
      test(`${chart.name}: renders the kinds that it names`, async () => {
        const [, newest = "1.32"] = declaredRange(chart.readme) ?? [];
        const kinds = (await render(chart, newest)).map((object) => object.kind);
        expect(declaredKinds(chart.readme)).toEqual([...new Set(kinds)].sort());
      });
    }
  });
});
