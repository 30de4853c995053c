import { expect, test } from "vitest";

import { imageFields, objectImages } from "../../../src/chart/index.ts";
import { parseYaml } from "../../../src/yaml/index.ts";

const digest = `sha256:${"ab".repeat(32)}`;

function images(text: string): readonly string[] {
  const root = parseYaml(text, "x.yaml").documents[0]?.root;
  if (root?.kind !== "mapping") throw new Error("no object");
  return objectImages(root).map((one) => `${one.place} ${one.pointer} ${one.text}`);
}

/** A container's lines below a pod. */
const pod = (container: string): string =>
  `{apiVersion: v1, kind: Pod, spec: {containers: [{name: c, image: "a.io/b:1", ${container}}]}}`;

const inPod = "container /spec/containers/0/image a.io/b:1";

test("containers of every kind, at whatever depth", () => {
  const template = `{containers: [{name: a, image: "a:1"}], initContainers: [{name: b, image: "b:1"}], ephemeralContainers: [{name: c, image: "c:1"}]}`;
  const job = `{apiVersion: batch/v1, kind: CronJob, spec: {jobTemplate: {spec: {template: {spec: ${template}}}}}}`;
  const at = "/spec/jobTemplate/spec/template/spec";
  expect(images(job)).toEqual([
    `container ${at}/containers/0/image a:1`,
    `container ${at}/initContainers/0/image b:1`,
    `container ${at}/ephemeralContainers/0/image c:1`,
  ]);
});

test("volumes that are images", () => {
  const text = `{apiVersion: v1, kind: Pod, spec: {volumes: [{name: m, image: {reference: "quay.io/models/m:1"}}, {name: e, emptyDir: {}}]}}`;
  expect(images(text)).toEqual(["volume /spec/volumes/0/image/reference quay.io/models/m:1"]);
});

test.each([
  [`args: ["--acme-http01-solver-image=quay.io/j/solver:v1"]`, "args/0", "quay.io/j/solver:v1"],
  [`args: ["--reloader=quay.io/p/reloader:v0.79"]`, "args/0", "quay.io/p/reloader:v0.79"],
  [`command: [run, --worker-image, "worker:1.2"]`, "command/2", "worker:1.2"],
  [`args: ["--x=ghcr.io/o/x@${digest}"]`, "args/0", `ghcr.io/o/x@${digest}`],
])("what a container is told to start: %s", (container, at, image) => {
  expect(images(pod(container))).toEqual([inPod, `argument /spec/containers/0/${at} ${image}`]);
});

test.each([
  `args: ["--metrics-addr=example.com/x:8080", "--image-pull-policy=Always", "--url=http://a.b/c:1"]`,
  `env: [{name: IMAGE_PULL_SECRET, value: regcred}, {name: ADDRESS, value: "db.svc:5432"}]`,
  `env: [{name: HOST, value: "example.com/path:443"}]`,
])("what it is told besides names none: %s", (container) => {
  expect(images(pod(container))).toEqual([inPod]);
});

test("its environment, maps of versions to images too", () => {
  const env = `env: [{name: POSTGRES_IMAGE_NAME, value: "ghcr.io/c/postgresql:17.2"}, {name: KAFKA_IMAGES, value: "3.8.0=quay.io/s/kafka:0.45-kafka-3.8.0\\n3.9.0=quay.io/s/kafka:0.45-kafka-3.9.0\\n"}]`;
  expect(images(pod(env))).toEqual([
    inPod,
    "environment /spec/containers/0/env/0/value ghcr.io/c/postgresql:17.2",
    "environment /spec/containers/0/env/1/value quay.io/s/kafka:0.45-kafka-3.8.0",
    "environment /spec/containers/0/env/1/value quay.io/s/kafka:0.45-kafka-3.9.0",
  ]);
});

const custom: readonly (readonly [what: string, spec: string, images: readonly string[]])[] = [
  [
    "monitoring.coreos.com/v1 Prometheus",
    "{image: quay.io/p/prometheus:v3.1.0, thanos: {image: quay.io/t/thanos:v0.37.2}}",
    ["quay.io/p/prometheus:v3.1.0", "quay.io/t/thanos:v0.37.2"],
  ],
  ["monitoring.coreos.com/v1 Alertmanager", "{image: am}", ["am"]],
  [
    "postgresql.cnpg.io/v1 Cluster",
    "{imageName: ghcr.io/c/postgresql:17.2}",
    ["ghcr.io/c/postgresql:17.2"],
  ],
  [
    "postgresql.cnpg.io/v1 ImageCatalog",
    "{images: [{major: 16, image: 'ghcr.io/c/p:16'}, {major: 17, image: 'ghcr.io/c/p:17'}]}",
    ["ghcr.io/c/p:16", "ghcr.io/c/p:17"],
  ],
  ["k8s.keycloak.org/v2alpha1 Keycloak", "{image: quay.io/k/k:26}", ["quay.io/k/k:26"]],
  [
    "kafka.strimzi.io/v1beta2 Kafka",
    "{kafka: {image: quay.io/s/kafka:1}, entityOperator: {topicOperator: {image: quay.io/s/op:1}}}",
    ["quay.io/s/kafka:1", "quay.io/s/op:1"],
  ],
  [
    "jenkins.io/v1alpha2 Jenkins",
    "{master: {containers: [{name: m, image: 'jenkins/jenkins:lts'}]}}",
    ["jenkins/jenkins:lts"],
  ],
  [
    "clickhouse.altinity.com/v1 ClickHouseInstallation",
    "{templates: {podTemplates: [{spec: {containers: [{name: c, image: 'clickhouse/server:24.8'}]}}]}}",
    ["clickhouse/server:24.8"],
  ],
  [
    "pkg.crossplane.io/v1 Provider",
    "{package: crossplane-contrib/provider-kubernetes:v0.15.0}",
    ["xpkg.upbound.io/crossplane-contrib/provider-kubernetes:v0.15.0"],
  ],
  ["pkg.crossplane.io/v1 Function", "{package: xpkg.io/f/f:v1}", ["xpkg.io/f/f:v1"]],
  [
    "serving.knative.dev/v1 Service",
    "{template: {spec: {containers: [{image: ghcr.io/o/app}]}}}",
    ["ghcr.io/o/app"],
  ],
  [
    "argoproj.io/v1alpha1 WorkflowTemplate",
    "{templates: [{container: {image: 'a/x:1'}}, {script: {image: 'a/y:1'}, sidecars: [{name: s, image: 'a/z:1'}]}]}",
    ["a/x:1", "a/y:1", "a/z:1"],
  ],
  [
    "tekton.dev/v1 Pipeline",
    "{tasks: [{taskSpec: {steps: [{image: 'a/step:1'}], sidecars: [{image: 'a/side:1'}]}}]}",
    ["a/step:1", "a/side:1"],
  ],
  ["extensions.istio.io/v1alpha1 WasmPlugin", "{url: 'oci://ghcr.io/w/f:1'}", ["ghcr.io/w/f:1"]],
  ["unheard.of/v1 Thing", "{deep: [{image: 'ghcr.io/x/y:1', icon: a.png}]}", ["ghcr.io/x/y:1"]],
];

test.each(custom)("%s names what its operator starts", (what, spec, expected) => {
  const [apiVersion = "", kind = ""] = what.split(" ");
  const found = images(`{apiVersion: ${apiVersion}, kind: ${kind}, spec: ${spec}}`);
  expect(found.map((line) => line.split(" ").at(-1))).toEqual(expected);
});

test.each([
  "{apiVersion: v1, kind: ConfigMap, data: {image: 'ghcr.io/x/y:1'}}",
  "{apiVersion: unheard.of/v1, kind: Thing, spec: {image: logo.png, url: 'https://x/y:1'}}",
  "{apiVersion: pkg.crossplane.io/v1, kind: Lock, spec: {package: a/b:1}}",
  "{apiVersion: networking.k8s.io/v1, kind: Ingress, spec: {image: 'ghcr.io/x/y:1'}}",
])("%s names none", (text) => {
  expect(images(text)).toEqual([]);
});

test("every kind of the table says whose types it is from", () => {
  for (const { group, fields, source } of imageFields) {
    expect(group).toMatch(/^[a-z0-9.-]+$/u);
    expect(fields.length).toBeGreaterThan(0);
    expect(source.length, group).toBeGreaterThan(10);
  }
});
