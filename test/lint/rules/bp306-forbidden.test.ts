import { expect, test } from "vitest";

import { chart, template } from "../charts.ts";
import { answer, notAsked, printed, reasonOf, rendersOfA, sayRendered } from "../rendering.ts";
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

const service = (type: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  type: ${type}\n`;

test("what a helper or an upstream chart renders", async () => {
  const files = template(service('{{ include "type" . }}'));
  expect(
    await sayRendered("BP306", files, printed("templates/a.yaml", service("NodePort"))),
  ).toEqual([`${file}:6:3 Service a: NodePort opens a port on every node past the gateway`]);
  const route = "apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata:\n  name: a\n";
  const { findings } = await lintFiles(
    files,
    rendersOfA(answer(printed("templates/a.yaml", route + "spec: {hosts: [x.openova.io]}\n"))),
  );
  expect(findings.filter(({ ruleId }) => ruleId === "BP306")).toMatchObject([
    { severity: "error", line: 1 },
    { severity: "warning", message: expect.stringContaining("x.openova.io is a host") as string },
  ]);
});

test("what values or templates say already is said once", async () => {
  const output = printed("templates/a.yaml", service("NodePort"));
  expect(await sayRendered("BP306", template(service("NodePort")), output)).toHaveLength(1);
  const files = template(service("{{ .Values.type }}"), { "values.yaml": "type: NodePort\n" });
  expect(await sayRendered("BP306", files, output)).toEqual([
    expect.stringContaining("type is NodePort by default"),
  ]);
  expect(await reasonOf("BP306", files)).toBe(notAsked);
});
