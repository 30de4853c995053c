import { beforeAll, describe, expect, test } from "vitest";

import { findHelm } from "../support/helm.ts";
import type { Fields } from "./charts.ts";
import { asFields, at, charts, kindsNamed, listAt } from "./charts.ts";
import type { Rendered, Workload } from "./rendered.ts";
import { everything, identityOf, kindOf, kindsOf, render, workloadsOf } from "./rendered.ts";

const helm = await findHelm();
const reason = "missing" in helm ? ` (skipped: ${helm.missing})` : "";
const program = "path" in helm ? helm.path : "";

const own =
  /^(v1|apps\/v1|batch\/v1|policy\/v1|autoscaling\/v2|(networking|rbac\.authorization)\.k8s\.io\/v1)$/;
const objectLabels = ["name", "instance", "component", "version", "managed-by", "part-of"];
const podLabels = ["name", "instance", "component", "part-of"];
const secretish = /(password|passwd|secret|token|api_?key|private_?key|credential)s?$/i;

function missingLabels(labels: unknown, wanted: readonly string[]): readonly string[] {
  return wanted.filter((name) => typeof at(labels, `app.kubernetes.io/${name}`) !== "string");
}

/** Environment variables that sound like a secret and have their value written out. */
function writtenOut(container: Fields): readonly string[] {
  return listAt(container, "env")
    .filter(
      (variable) =>
        secretish.test(String(at(variable, "name"))) && at(variable, "value") !== undefined,
    )
    .map((variable) => String(at(variable, "name")));
}

function secretsOf(objects: readonly Fields[]): readonly Fields[] {
  return objects.filter((object) => kindOf(object) === "Secret");
}

/** The objects that a pod cannot start without, as "Kind name". */
function neededBy({ pod, containers }: Workload): readonly string[] {
  const volumes = listAt(pod, "volumes");
  return [
    ["ServiceAccount", [pod["serviceAccountName"]]] as const,
    [
      "ConfigMap",
      containers
        .flatMap((one) => listAt(one, "envFrom"))
        .map((from) => at(from, "configMapRef", "name")),
    ] as const,
    ["ConfigMap", volumes.map((volume) => at(volume, "configMap", "name"))] as const,
    ["Secret", volumes.map((volume) => at(volume, "secret", "secretName"))] as const,
  ].flatMap(([kind, names]) =>
    names.filter((name) => name !== undefined).map((name) => `${kind} ${String(name)}`),
  );
}

describe.skipIf(program === "")(`charts render${reason}`, () => {
  describe.each(charts.map((chart) => ({ chart, name: chart.name })))("$name", ({ chart }) => {
    let standard: Rendered;
    let full: Rendered;

    beforeAll(async () => {
      standard = await render(program, chart);
      full = await render(program, chart, everything(chart));
    });

    test("by default: something, of the kinds its README names, from Kubernetes' own APIs alone", () => {
      expect(standard.lines).toBeGreaterThanOrEqual(5);
      expect(kindsOf(standard.objects)).toEqual(kindsNamed(chart, "Renders"));
      expect(
        standard.objects
          .filter((object) => !own.test(String(object["apiVersion"])))
          .map(identityOf),
      ).toEqual([]);
    });

    test("with every toggle on: the kinds its README names", () => {
      expect(kindsOf(full.objects)).toEqual(kindsNamed(chart, "With every toggle on"));
    });

    test("every object is named once, and labelled", () => {
      for (const { objects } of [standard, full]) {
        const identities = objects.map(identityOf);
        expect(identities.filter((identity) => identity.endsWith("/"))).toEqual([]);
        expect(
          identities.filter((identity, index) => identities.indexOf(identity) !== index),
        ).toEqual([]);
        const unlabelled = objects.flatMap((object) =>
          missingLabels(at(object, "metadata", "labels"), objectLabels).map(
            (label) => `${identityOf(object)}: ${label}`,
          ),
        );
        expect(unlabelled).toEqual([]);
      }
    });

    test("pods are labelled, and what they are selected by is among their labels", () => {
      for (const workload of workloadsOf(full.objects)) {
        expect(missingLabels(workload.labels, podLabels), workload.label).toEqual([]);
      }
      for (const object of full.objects) {
        const wanted = at(object, "spec", "selector", "matchLabels");
        if (wanted === undefined || at(object, "spec", "template") === undefined) continue;
        expect(
          at(object, "spec", "template", "metadata", "labels"),
          identityOf(object),
        ).toMatchObject(asFields(wanted));
      }
    });

    test("pods keep to the restricted profile", () => {
      for (const { label, pod, containers } of workloadsOf(full.objects)) {
        expect(at(pod, "securityContext"), label).toMatchObject({
          runAsNonRoot: true,
          seccompProfile: { type: "RuntimeDefault" },
        });
        for (const container of containers) {
          expect(at(container, "securityContext"), label).toMatchObject({
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
          });
        }
      }
    });

    test("containers ask for resources; those that serve are probed", () => {
      for (const { label, serves, containers } of workloadsOf(full.objects)) {
        for (const container of containers) {
          expect(at(container, "resources", "requests"), label).toMatchObject({
            cpu: expect.stringMatching(/^\d+m?$/),
            memory: expect.stringMatching(/^\d+[MG]i$/),
          });
          expect(at(container, "livenessProbe", "httpGet", "path"), label).toBe(
            serves ? "/healthz" : undefined,
          );
          expect(at(container, "readinessProbe", "httpGet", "path"), label).toBe(
            serves ? "/readyz" : undefined,
          );
        }
      }
    });

    test("images are ours, at an exact version", () => {
      for (const { label, containers } of workloadsOf(full.objects)) {
        for (const container of containers) {
          expect(container["image"], label).toMatch(
            /^ghcr\.io\/openova-io\/[a-z0-9-]+:\d+\.\d+\.\d+(@sha256:[0-9a-f]{64})?$/,
          );
        }
      }
    });

    test("no secret is written out; one that is made is kept, and made anew each time", async () => {
      const written = workloadsOf(full.objects).flatMap(({ label, containers }) =>
        containers.flatMap(writtenOut).map((name) => `${label}: ${name}`),
      );
      expect(written).toEqual([]);

      const again = await render(program, chart);
      for (const [index, secret] of secretsOf(standard.objects).entries()) {
        expect(at(secret, "metadata", "annotations", "helm.sh/resource-policy")).toBe("keep");
        expect(secret["stringData"]).toBeUndefined();
        expect(secretsOf(again.objects)[index]?.["data"]).not.toEqual(secret["data"]);
      }
    });

    test("Services reach a port that a selected pod opens", () => {
      const workloads = workloadsOf(full.objects).filter(({ serves }) => serves);
      for (const service of full.objects.filter((object) => kindOf(object) === "Service")) {
        const selector = asFields(at(service, "spec", "selector"));
        const chosen = workloads.filter(({ labels }) =>
          Object.entries(selector).every(([key, value]) => labels[key] === value),
        );
        expect(chosen.length, identityOf(service)).toBe(1);
        const open = chosen.flatMap(({ containers }) =>
          containers.flatMap((one) => listAt(one, "ports").map((port) => at(port, "name"))),
        );
        const wanted = listAt(service, "spec", "ports").map((port) => at(port, "targetPort"));
        expect(open, identityOf(service)).toEqual(expect.arrayContaining([...wanted]));
      }
    });

    test("what pods mount and read is rendered beside them, or optional", () => {
      const here = new Set(
        full.objects.map((object) => `${kindOf(object)} ${String(at(object, "metadata", "name"))}`),
      );
      for (const workload of workloadsOf(full.objects)) {
        expect(
          neededBy(workload).filter((wanted) => !here.has(wanted)),
          workload.label,
        ).toEqual([]);
      }
    });
  });
});
