import { describe, expect, test } from "vitest";

import { judgeCase } from "../../../src/app/chart-test/judge-case.ts";
import { readCases } from "../../../src/app/chart-test/read-cases.ts";
import { rendered } from "../../../src/chart/index.ts";

const output = `---
# Source: bp-a/templates/deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  labels: { app.kubernetes.io/name: web, tier: front }
spec:
  replicas: 3
  paused: false
  template:
    spec:
      hostAliases: null
      containers:
        - { name: app, image: "registry.example/app:1.2.3", args: [a, b], ports: [{ name: http, containerPort: 80 }] }
---
# Source: bp-a/templates/config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: one
data: { mode: fast, big: "12345" }
---
# Source: bp-a/templates/config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: two
`;

/** What does not hold of `objects: [{…}]`. */
function judged(expectation: string): readonly string[] {
  const text = `cases:\n  - name: a\n    objects:\n      - ${expectation}\n`;
  const { cases, findings } = readCases(text, "tests/a.yaml");
  expect(findings).toEqual([]);
  const render = rendered({ ok: true, output, said: "" });
  return cases.flatMap((one) => judgeCase(one, render)).map(({ message }) => message);
}

describe("what holds", () => {
  test.each([
    "{ kind: Deployment, name: web, namespace: shop, apiVersion: apps/v1 }",
    "{ kind: ConfigMap, count: 2 }",
    "{ kind: Secret, count: 0 }",
    "{ count: 3 }",
    "{ template: templates/config.yaml, count: 2 }",
    "{ kind: Deployment, equal: { spec.replicas: 3, spec.paused: false } }",
    "{ kind: Deployment, equal: { metadata.labels: { tier: front, app.kubernetes.io/name: web } } }",
    "{ kind: Deployment, equal: { 'spec.template.spec.containers[name=app].args': [a, b] } }",
    "{ kind: Deployment, equal: { spec.template.spec.hostAliases: null } }",
    "{ kind: Deployment, match: { 'spec.template.spec.containers[0].image': ':1[.]2[.][0-9]+$' } }",
    "{ kind: Deployment, match: { spec.replicas: '^[35]$' } }",
    "{ kind: Deployment, contain: { metadata.labels: { tier: front } } }",
    "{ kind: Deployment, contain: { 'spec.template.spec.containers[0].image': registry.example/ } }",
    "{ kind: Deployment, contain: { 'spec.template.spec.containers[0].args': b } }",
    "{ kind: Deployment, contain: { 'spec.template.spec.containers[0].args': [b, a] } }",
    "{ kind: Deployment, contain: { spec.template.spec.containers: { name: app, ports: [{ name: http }] } } }",
    "{ kind: Deployment, contain: { spec.template.spec.containers: [{ ports: [{ containerPort: 80 }] }] } }",
    "{ kind: Deployment, present: [spec.template.spec.hostAliases], absent: [spec.strategy] }",
  ])("%s", (expectation) => {
    expect(judged(expectation)).toEqual([]);
  });
});

describe("what does not", () => {
  test.each<[string, string]>([
    ["{ kind: Secret }", "there is no Secret"],
    [
      "{ kind: ConfigMap, name: three, namespace: x, apiVersion: v1, template: t.yaml }",
      "there is no ConfigMap three of v1 in x from t.yaml; of that kind there are one, two",
    ],
    ["{ kind: ConfigMap, count: 1 }", "2 of ConfigMap, not 1: one, two"],
    [
      "{ kind: Deployment, equal: { spec.replicas: '3' } }",
      'Deployment web: spec.replicas is 3, not "3"',
    ],
    [
      "{ kind: Deployment, equal: { spec.strategy.type: Recreate } }",
      "Deployment web: spec.strategy.type is not there",
    ],
    [
      "{ kind: Deployment, match: { spec.replicas: '^4' } }",
      "Deployment web: spec.replicas is 3, which ^4 does not match",
    ],
    [
      "{ kind: Deployment, contain: { metadata.labels: { tier: back } } }",
      'Deployment web: metadata.labels is {"app.kubernetes.io/name":"web","tier":"front"}, without {"tier":"back"}',
    ],
    [
      "{ kind: Deployment, contain: { 'spec.template.spec.containers[0].args': [a, c] } }",
      'Deployment web: spec.template.spec.containers[0].args is ["a","b"], without ["a","c"]',
    ],
    [
      "{ kind: Deployment, contain: { spec.replicas: [3] } }",
      "Deployment web: spec.replicas is 3, without [3]",
    ],
    ["{ kind: Deployment, absent: [spec.paused] }", "Deployment web: spec.paused is there: false"],
    ["{ kind: ConfigMap, name: two, present: [data] }", "ConfigMap two: data is not there"],
  ])("%s", (expectation, message) => {
    expect(judged(expectation)).toEqual([message]);
  });

  test("it must hold of each that is meant", () => {
    expect(judged("{ kind: ConfigMap, present: [data.mode] }")).toEqual([
      "ConfigMap two: data.mode is not there",
    ]);
  });
});

describe("a case that fails", () => {
  const [wanted] = readCases("cases: [{ name: a, fails: needs a host }]\n", "a.yaml").cases;
  const [pattern] = readCases("cases: [{ name: a, fails: '/needs an? h/' }]\n", "a.yaml").cases;
  const [other] = readCases("cases: [{ name: a, objects: [{ kind: A }] }]\n", "a.yaml").cases;
  const refusal = rendered({ ok: false, output: "", said: "Error: it needs a host\n" });
  const messages = (one: typeof wanted, render: typeof refusal): readonly string[] =>
    one === undefined ? ["no case"] : judgeCase(one, render).map(({ message }) => message);

  test("says what it should", () => {
    expect(messages(wanted, refusal)).toEqual([]);
    expect(messages(pattern, refusal)).toEqual([]);
  });

  test("says another thing, or does not fail, or fails unasked", () => {
    const elsewhere = rendered({ ok: false, output: "", said: "Error: no\n" });
    expect(messages(wanted, elsewhere)).toEqual(["Helm refuses the chart for another reason: no"]);
    expect(messages(wanted, rendered({ ok: true, output, said: "" }))).toEqual([
      "Helm renders the chart, and should refuse it",
    ]);
    expect(messages(other, refusal)).toEqual(["Helm refuses the chart: it needs a host"]);
  });
});
