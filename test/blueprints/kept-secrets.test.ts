import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { findHelm } from "../support/helm.ts";
import type { Chart } from "./charts.ts";
import { asFields, at, charts } from "./charts.ts";
import { kindOf, render } from "./rendered.ts";

const helm = await findHelm();
const reason = "missing" in helm ? ` (skipped: ${helm.missing})` : "";
const program = "path" in helm ? helm.path : "";

const expected: Readonly<Record<string, readonly string[]>> = {
  fingate: ["fingate-consent-signing"],
  newapi: ["newapi-signing-key"],
  "stalwart-sovereign": ["stalwart-sovereign-admin", "stalwart-sovereign-dkim"],
};

const kept = Buffer.from("from the first install").toString("base64");
const keys = ["consent.key", "dkim.key", "kid", "password", "selector", "signing.key", "username"];

const served: Readonly<Record<string, readonly string[]>> = {
  v1: ["ConfigMap", "Secret", "Service", "ServiceAccount"],
  "apps/v1": ["Deployment", "StatefulSet"],
  "batch/v1": ["CronJob", "Job"],
  "networking.k8s.io/v1": ["NetworkPolicy"],
  "policy/v1": ["PodDisruptionBudget"],
  "rbac.authorization.k8s.io/v1": ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
};

function groups(): readonly unknown[] {
  return Object.keys(served)
    .filter((groupVersion) => groupVersion.includes("/"))
    .map((groupVersion) => {
      const [name, version] = groupVersion.split("/");
      return {
        name,
        versions: [{ groupVersion, version }],
        preferredVersion: { groupVersion, version },
      };
    });
}

function resources(groupVersion: string): unknown {
  const list = (served[groupVersion] ?? []).map((kind) => ({
    name: `${kind.toLowerCase()}s`,
    singularName: kind.toLowerCase(),
    namespaced: !kind.startsWith("Cluster"),
    kind,
    verbs: ["get"],
  }));
  return { kind: "APIResourceList", groupVersion, resources: list };
}

/** As much of Kubernetes' API as `lookup` asks; every Secret is there already. */
function answer(url: string): unknown {
  const [route = ""] = url.split("?");
  if (route === "/version") return { major: "1", minor: "32", gitVersion: "v1.32.0" };
  if (route === "/api") return { kind: "APIVersions", versions: ["v1"] };
  if (route === "/apis") return { kind: "APIGroupList", apiVersion: "v1", groups: groups() };
  const [, groupVersion] = /^\/(?:api|apis)\/((?:[a-z0-9.]+\/)?v1)$/.exec(route) ?? [];
  if (groupVersion !== undefined && groupVersion in served) return resources(groupVersion);
  const [, name] = /^\/api\/v1\/namespaces\/default\/secrets\/([a-z0-9-]+)$/.exec(route) ?? [];
  if (name === undefined) return undefined;
  const data = Object.fromEntries(keys.map((key) => [key, kept]));
  return { apiVersion: "v1", kind: "Secret", metadata: metadataOf(name), data };
}

/** Helm takes back what an earlier release of the same name left behind, and nothing else. */
function metadataOf(name: string): unknown {
  const release = charts.find((chart) => name.startsWith(`${chart.name}-`))?.name;
  const annotations = {
    "meta.helm.sh/release-name": release,
    "meta.helm.sh/release-namespace": "default",
  };
  return {
    name,
    namespace: "default",
    labels: { "app.kubernetes.io/managed-by": "Helm" },
    annotations,
  };
}

describe.skipIf(program === "")(
  `what was made on the first install is found again${reason}`,
  () => {
    let server: Server;

    beforeAll(async () => {
      server = createServer((request, response) => {
        const body = answer(request.url ?? "");
        response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
        response.end(
          JSON.stringify(
            body ?? {
              kind: "Status",
              apiVersion: "v1",
              status: "Failure",
              reason: "NotFound",
              code: 404,
            },
          ),
        );
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });

    afterAll(() => new Promise((resolve) => server.close(resolve)));

    async function secretsOf(chart: Chart): Promise<ReadonlyMap<string, unknown>> {
      const { port } = server.address() as AddressInfo;
      const cluster = [
        "--dry-run=server",
        "--disable-openapi-validation",
        "--kube-apiserver",
        `http://127.0.0.1:${port}`,
      ];
      const { objects } = await render(program, chart, cluster);
      const secrets = objects.filter((object) => kindOf(object) === "Secret");
      return new Map(
        secrets.map((secret) => [String(at(secret, "metadata", "name")), secret["data"]]),
      );
    }

    test.each(charts.map((chart) => ({ chart, name: chart.name })))("$name", async ({ chart }) => {
      const secrets = await secretsOf(chart);
      expect([...secrets.keys()].sort()).toEqual(expected[chart.name] ?? []);
      for (const [name, data] of secrets) {
        expect(new Set(Object.values(asFields(data))), name).toEqual(new Set([kept]));
      }
    });
  },
);
