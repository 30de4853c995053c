import { expect, test } from "vitest";

import { chart, template } from "../charts.ts";
import { lintFiles, say } from "../support.ts";

const file = "platform/a/chart/templates/a.yaml";

test.each([
  ["apiVersion: traefik.io/v1alpha1", "1:13 traefik.io/v1alpha1"],
  ["a: 1\n---\napiVersion: 'traefik.containo.us/v1'", "3:14 traefik.containo.us/v1"],
  ["metadata:\n  namespace: sme # here", "2:14 sme"],
  ["spec:\n  type: NodePort", "2:9 NodePort"],
  ['  storageClassName: "local-path"', "1:22 local-path"],
  ["  host: pdns.openova.io", "1:9 pdns.openova.io"],
  ["  issuerUrl: https://auth.openova.io/realms/x", "1:22 auth.openova.io"],
])("%j is told", async (text, place) => {
  const told = await say("BP306", template(text));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(new RegExp(`^${file}:${place} `, "u"));
});

test.each([
  "# apiVersion: traefik.io/v1",
  "apiVersion: catalyst.openova.io/v1",
  "  catalyst.openova.io/host: x",
  "  namespace: {{ .Values.namespace }}",
  "  namespace: sme-bank",
  '  type: {{ .Values.type | default "NodePort" }}',
  "  email: catalyst@openova.io",
  "  host: {{ .Values.name }}.openova.io",
  "  ingressClassName: traefik",
])("%j is in order", async (text) => {
  expect(await say("BP306", template(text))).toEqual([]);
});

test("a default is a warning, at its place", async () => {
  const values = `service: {type: NodePort}
hosts: [a.openova.io]
api: {host: pdns.openova.io}
persistence: {storageClass: local-path}
annotations: {catalyst.openova.io/host: a.openova.io.example}
groupName: acme.openova.io
image: {repository: ghcr.io/openova-io/x}
`;
  const { findings } = await lintFiles(chart("a", { "values.yaml": values }));
  expect(
    findings
      .filter(({ ruleId }) => ruleId === "BP306")
      .map(({ severity, line, column, pointer }) => [severity, line, column, pointer]),
  ).toEqual([
    ["warning", 1, 17, "/service/type"],
    ["warning", 2, 9, "/hosts/0"],
    ["warning", 3, 13, "/api/host"],
    ["warning", 4, 29, "/persistence/storageClass"],
  ]);
});
