import { describe, expect, test } from "vitest";

import { changesBetween } from "../../../src/app/diff/changes.ts";
import { objectChanges } from "../../../src/app/diff/objects.ts";
import { renderedObjects } from "../../../src/chart/index.ts";
import { emitYaml } from "../../../src/yaml/index.ts";

type Json = Readonly<Record<string, unknown>>;

describe("two values", () => {
  test.each<[unknown, unknown, readonly string[]]>([
    [{ a: 1 }, { a: 1 }, []],
    [{ a: 1 }, { a: 2 }, ["changed /a"]],
    [{ a: { b: 1, c: 2 } }, { a: { c: 2 } }, ["removed /a/b"]],
    [{}, { a: { b: 1 } }, ["added /a"]],
    [{ "a/b~c": 1 }, {}, ["removed /a~1b~0c"]],
    [[1, 2], [1, 3], ["changed /1"]],
    [[1], [1, 2], ["changed "]],
    [[{ name: "x", v: 1 }, { name: "y" }], [{ name: "y" }, { name: "x", v: 2 }], ["changed /x/v"]],
    [[{ name: "x" }, { name: "x" }], [{ name: "x" }], ["changed "]],
    [{ a: [] }, { a: {} }, ["changed /a"]],
    [{ a: null }, {}, ["removed /a"]],
  ])("%j → %j", (before, after, expected) => {
    expect(changesBetween(before, after).map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual(
      expected,
    );
  });
});

function objects(...list: readonly Json[]) {
  return renderedObjects(
    list.map((one) => `---\n# Source: x/templates/x.yaml\n${emitYaml(one)}`).join(""),
  );
}

function object(apiVersion: string, kind: string, more: Json): Json {
  return { apiVersion, kind, ...more, metadata: { name: "x", ...(more["metadata"] as Json) } };
}

/** What an upgrade cannot do. */
function fixed(apiVersion: string, kind: string, before: Json, after: Json): readonly string[] {
  const [old, next] = [object(apiVersion, kind, before), object(apiVersion, kind, after)];
  return objectChanges(objects(old), objects(next)).flatMap(({ immutable }) =>
    immutable.map(({ pointer }) => pointer),
  );
}

describe("no upgrade can change", () => {
  test.each<[string, string, Json, Json, readonly string[]]>([
    [
      "apps/v1",
      "Deployment",
      { spec: { selector: { a: "1" }, replicas: 1 } },
      { spec: { selector: { a: "2" }, replicas: 2 } },
      ["/spec/selector/a"],
    ],
    [
      "apps/v1",
      "StatefulSet",
      { spec: { serviceName: "a", replicas: 1, template: 1 } },
      { spec: { serviceName: "b", replicas: 2, template: 2 } },
      ["/spec/serviceName"],
    ],
    [
      "v1",
      "PersistentVolumeClaim",
      { spec: { storageClassName: "a", resources: 1 } },
      { spec: { storageClassName: "b", resources: 2 } },
      ["/spec/storageClassName"],
    ],
    ["v1", "Service", { spec: { clusterIP: "None" } }, { spec: {} }, ["/spec/clusterIP"]],
    ["v1", "Service", { spec: { type: "ClusterIP" } }, { spec: { type: "NodePort" } }, []],
    ["v1", "Secret", { type: "a", data: { k: "1" } }, { type: "b", data: { k: "2" } }, ["/type"]],
    [
      "v1",
      "ConfigMap",
      { immutable: true, data: { k: "1" } },
      { immutable: true, data: { k: "2" } },
      ["/data/k"],
    ],
    ["v1", "ConfigMap", { data: { k: "1" } }, { data: { k: "2" } }, []],
    [
      "rbac.authorization.k8s.io/v1",
      "RoleBinding",
      { roleRef: { name: "a" }, subjects: 1 },
      { roleRef: { name: "b" }, subjects: 2 },
      ["/roleRef/name"],
    ],
    ["batch/v1", "Job", { spec: { template: 1 } }, { spec: { template: 2 } }, ["/spec/template"]],
    [
      "batch/v1",
      "Job",
      { metadata: { annotations: { "helm.sh/hook": "pre-install" } }, spec: { template: 1 } },
      { metadata: { annotations: { "helm.sh/hook": "pre-install" } }, spec: { template: 2 } },
      [],
    ],
    [
      "storage.k8s.io/v1",
      "StorageClass",
      { provisioner: "a" },
      { provisioner: "b" },
      ["/provisioner"],
    ],
    [
      "example.com/v1",
      "StatefulSet",
      { spec: { serviceName: "a" } },
      { spec: { serviceName: "b" } },
      [],
    ],
  ])("%s %s: %j → %j", (...given) => {
    const [apiVersion, kind, before, after, expected] = given;
    expect(fixed(apiVersion, kind, before, after)).toEqual(expected);
  });
});

function labelled(version: string, more: Json = {}): Json {
  const labels = { "helm.sh/chart": `x-${version}`, "app.kubernetes.io/version": version };
  return object("apps/v1", "Deployment", { metadata: { labels }, ...more });
}

describe("objects", () => {
  test("are one by group, kind, namespace and name, whatever their version", () => {
    const old = object("policy/v1beta1", "PodDisruptionBudget", {});
    const next = object("policy/v1", "PodDisruptionBudget", {});
    expect(objectChanges(objects(old), objects(next))).toMatchObject([
      { change: "changed", changes: [{ pointer: "/apiVersion" }] },
    ]);
    const elsewhere = object("policy/v1", "PodDisruptionBudget", { metadata: { namespace: "n" } });
    expect(objectChanges(objects(next), objects(elsewhere)).map(({ change }) => change)).toEqual([
      "removed",
      "added",
    ]);
  });

  test("whose version labels alone differ are the same, but not in what is selected", () => {
    expect(objectChanges(objects(labelled("1")), objects(labelled("2")))).toEqual([]);
    const selecting = (version: string): Json =>
      labelled(version, {
        spec: { selector: { matchLabels: { "helm.sh/chart": `x-${version}` } } },
      });
    expect(objectChanges(objects(selecting("1")), objects(selecting("2")))).toMatchObject([
      { immutable: [{ pointer: "/spec/selector/matchLabels/helm.sh~1chart" }] },
    ]);
  });
});
