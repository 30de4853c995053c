import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { helmProgram } from "../../../src/cli/helm/program.ts";
import { isBpError } from "../../../src/model/error.ts";
import type { TemplateRequest } from "../../../src/model/helm.ts";
import { stream } from "../../archive/support/bytes.ts";
import { tgzOf } from "../../archive/support/tar.ts";
import { testHelm } from "../../support/helm-path.ts";
import { temporary } from "../../support/workspace.ts";

const template = `apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }}}
data:
  a: {{ .Values.a | quote }}
  b: {{ .Values.b | quote }}
  kube: {{ .Capabilities.KubeVersion.Version }}
  has: {{ .Capabilities.APIVersions.Has "x.example/v1" | quote }}
`;

function request(text: string, more: Partial<TemplateRequest> = {}): TemplateRequest {
  const archive = tgzOf([
    { name: "c/Chart.yaml", body: "apiVersion: v2\nname: c\nversion: 1.0.0\n" },
    { name: "c/values.yaml", body: "a: 1\nb: 1\n" },
    { name: "c/templates/a.yaml", body: text },
    {
      name: "c/templates/tests/t.yaml",
      body: 'kind: Pod\nmetadata: {name: t, annotations: {"helm.sh/hook": test}}\n',
    },
    { name: "c/crds/crd.yaml", body: "kind: CustomResourceDefinition\n" },
  ]);
  return {
    chart: { open: () => stream(archive) },
    release: "r",
    namespace: "ns",
    kubernetes: undefined,
    apiVersions: [],
    values: [],
    set: [],
    ...more,
  };
}

const helm = helmProgram(testHelm.path, testHelm.version);

test.skipIf(testHelm.path === "")("the chart with what is asked, CRDs and tests too", async () => {
  const { ok, output } = await helm.template(
    request(template, {
      kubernetes: "1.31.0",
      apiVersions: ["x.example/v1"],
      values: [
        { name: "one", text: Buffer.from("a: 2\nb: 2\n") },
        { name: "two", text: Buffer.from("b: 3\n") },
      ],
      set: ["a=4"],
    }),
  );
  expect(ok).toBe(true);
  for (const line of [
    "name: r",
    "namespace: ns",
    'a: "4"',
    'b: "3"',
    "kube: v1.31.0",
    'has: "true"',
  ])
    expect(output).toContain(line);
  expect(output).toContain("kind: CustomResourceDefinition");
  expect(output).toContain("kind: Pod");
});

test.skipIf(testHelm.path === "")("what Helm refuses is an answer in its own words", async () => {
  const { ok, output, said } = await helm.template(request("{{ fail `no` }}"));
  expect([ok, output]).toEqual([false, ""]);
  expect(said).toContain("c/templates/a.yaml:1:3");
  expect(said).not.toContain("bp-helm-");
});

test("nothing of the user's environment reaches it", async () => {
  const folder = temporary();
  const file = join(folder, "env");
  writeFileSync(file, "#!/bin/sh\n/usr/bin/env\n");
  chmodSync(file, 0o755);
  process.env["BP_TEST_SECRET"] = "secret";
  try {
    const { output } = await helmProgram(file, "0").template(request(""));
    expect(output).toContain("HELM_CONFIG_HOME=");
    expect(output).not.toContain("secret");
  } finally {
    delete process.env["BP_TEST_SECRET"];
  }
});

async function code(action: Promise<unknown>): Promise<string> {
  return action.then(
    () => "none",
    (error: unknown) => (isBpError(error) ? error.code : String(error)),
  );
}

test("a program that cannot run, and one that is interrupted", async () => {
  const folder = temporary();
  const file = join(folder, "sleeps");
  writeFileSync(file, "#!/bin/sh\nexec /bin/sleep 100\n");
  expect(await code(helmProgram(file, "0").template(request("")))).toBe("UNREADABLE");
  chmodSync(file, 0o755);
  const controller = new AbortController();
  const running = helmProgram(file, "0").template(request(""), controller.signal);
  controller.abort(new Error("enough"));
  await expect(running).rejects.toThrow("enough");
});
