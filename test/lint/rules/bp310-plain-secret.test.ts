import { expect, test } from "vitest";

import { chart, template } from "../charts.ts";
import { manifests } from "../kustomize.ts";
import { say, unit } from "../support.ts";

const values = "platform/a/chart/values.yaml";
const file = "platform/a/chart/templates/a.yaml";

function valuesOf(text: string): Record<string, string> {
  return chart("a", { "values.yaml": text });
}

/** Made up here, so that no scanner takes this file for a leak. */
const random = "9fK2mQ7xV4bT1nR8wZ3c";
const pem = ["-----BEGIN RSA", "PRIVATE", "KEY-----"].join(" ");
const github = ["ghp", "a1B2".repeat(9)].join("_");

test.each([
  ["auth:\n  adminPassword: hunter2\n", "2:18 auth.adminPassword has a secret for its default"],
  ["adminPassword: admin\n", "1:16 adminPassword has a secret for its default"],
  ["existingPassword: hunter2\n", "1:19 existingPassword has a secret for its default"],
  [
    "existingSecretPassword: Hunter_2\n",
    "1:25 existingSecretPassword has a secret for its default",
  ],
  ['password: "12345"\n', "1:11 password has a secret for its default"],
  ["redis: {passphrase: 'a-b-c'}\n", "1:21 redis.passphrase has a secret for its default"],
  [`apiKey: ${random}\n`, "1:9 apiKey has a secret for its default"],
  [
    `users: [{clientSecret: ${random}}]\n`,
    "1:24 users.0.clientSecret has a secret for its default",
  ],
  [`note: ${github}\n`, "1:7 note holds a GitHub token"],
  [`tls: |\n  ${pem}\n  ${"A".repeat(64)}\n`, "1:6 tls holds a private key"],
])("%j is told", async (text, told) => {
  expect(await say("BP310", valuesOf(text))).toEqual([`${values}:${told}`]);
});

test.each([
  'password: ""\n',
  "password: null\n",
  'password: "{{ .Values.x }}"\n',
  'password: "${PASSWORD}"\n',
  'password: "<set me>"\n',
  "existingSecretPasswordKey: password\n",
  "existingSecretAdminPassword: registry-admin\n",
  "secretKeys: {adminPassword: admin}\n",
  "apiKey: api-key\n",
  "password: postgres-password\n",
  "secretKey: token\n",
  "token: my-service-account-token-name\n",
  "clientSecret: keycloak-client-2\n",
  "maxTokens: 4096\n",
  "password: see the docs of it\n",
  `tls: |\n  ${pem}\n  …\n`,
  `digest: ${random}\n`,
])("%j is in order", async (text) => {
  expect(await say("BP310", valuesOf(text))).toEqual([]);
});

test("a variable, a field of a Secret, a credential in a template", async () => {
  const text = `env:
  - name: DB_PASSWORD
    value: hunter2
  - name: API_TOKEN
    value: {{ .Values.token }}
  - name: PASSWORD
    value: "" # set later
---
apiVersion: v1
kind: Secret
stringData:
  password: "hunter2"
  user: admin
---
kind: ConfigMap
data:
  password: from-a-file
  note: ${github}
`;
  expect(await say("BP310", template(text, { "charts/b/templates/x.yaml": text }))).toEqual([
    `${file}:3:12 DB_PASSWORD is written in the template`,
    `${file}:12:14 password is written in the template`,
    `${file}:18:9 the template holds a GitHub token`,
  ]);
});

test("secrets in manifests, and in what a kustomization generates", async () => {
  const secret =
    "apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nstringData:\n  password: hunter2hunter\n";
  const generated =
    "resources: [a.yaml]\nsecretGenerator:\n  - name: b\n    literals:\n      - password=hunter2hunter\n      - user=a\n";
  expect(await say("BP310", manifests({ "base/a.yaml": secret }))).toEqual([
    "platform/a/manifests/base/a.yaml:5:13 password is written in the manifest",
  ]);
  expect(await say("BP310", manifests({ "base/kustomization.yaml": generated }))).toEqual([
    "platform/a/manifests/base/kustomization.yaml:5:9 password is written in the kustomization",
  ]);
});

test("a secret in a composition", async () => {
  const composed = "platform/a/compositions/x.yaml";
  const text = `kind: Secret\nmetadata: { name: x }\nstringData:\n  password: hunter22\n`;
  expect(await say("BP310", { ...unit("a"), [composed]: text })).toEqual([
    `${composed}:4:13 password is written in the composition`,
  ]);
});
