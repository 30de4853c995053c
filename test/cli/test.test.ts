import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { diskTree } from "../../src/workspace/index.ts";
import { parseYaml, toValue } from "../../src/yaml/index.ts";
import { pathWithHelm, testHelm } from "../support/helm-path.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";
import { faults } from "./support/schemas.ts";

const root = join(import.meta.dirname, "../..");

test("without a test in the selection it says so", async () => {
  const { code, stderr } = await bp(["test", "--helm", testHelm.path || "./none"], {
    cwd: workspace(unit("products/a")),
  });
  expect(code).toBe(2);
  if (testHelm.path !== "") expect(stderr).toContain("there is no test in the selection");
});

function env(): Record<string, string> {
  return { PATH: pathWithHelm(), XDG_CACHE_HOME: temporary() };
}

interface Listed {
  readonly tests: readonly object[];
  readonly findings: readonly object[];
  readonly summary: object;
}

async function reported(
  cwd: string,
  args: readonly string[] = [],
): Promise<Listed & { readonly code: number | null }> {
  const { code, stdout } = await bp(["test", ...args, "-o", "json"], { cwd, env: env() });
  const report = JSON.parse(stdout) as Listed;
  expect(faults("test", report)).toEqual([]);
  return { ...report, code };
}

const good = `cases:
  - name: the word
    objects: [{ kind: ConfigMap, name: a, equal: { data.word: one } }]
`;

describe.skipIf(testHelm.path === "")(`bp test, with helm ${testHelm.version}`, () => {
  test("cases and scripts pass", async () => {
    const cwd = workspace(unit("products/a"), {
      "products/a/tests/word.yaml": good,
      "products/a/chart/tests/helm.sh": 'helm template a "$CHART_DIR" | grep -q "word: one"\n',
      "products/a/tests/deeper/ignored.yaml": "no test",
      "products/a/tests/README.md": "no test",
    });
    expect(await reported(cwd)).toMatchObject({
      code: 0,
      findings: [],
      tests: [
        { unit: "bp-a", file: "products/a/tests/word.yaml", name: "the word", kind: "case" },
        {
          unit: "bp-a",
          file: "products/a/chart/tests/helm.sh",
          name: "helm.sh",
          kind: "script",
          status: "passed",
        },
      ],
      summary: { passed: 2, failed: 0, notRun: 0 },
    });
  });

  test("what fails is told with its place, in the test and in the template", async () => {
    const cwd = workspace(unit("products/a"), {
      "products/a/tests/word.yaml": good.replace("data.word: one", "data.word: two"),
      "products/a/tests/script.sh": "echo before; echo it broke >&2; exit 7\n",
      "products/a/tests/slow.sh": "echo waits; sleep 100\n",
    });
    const { code, findings, summary } = await reported(cwd, ["--timeout", "1"]);
    expect(code).toBe(1);
    expect(findings).toMatchObject([
      {
        file: "products/a/tests/script.sh",
        message: "script.sh: the script ended with 7: it broke",
      },
      {
        file: "products/a/tests/slow.sh",
        message: "slow.sh: the script did not end within 1 s: waits",
      },
      {
        ruleId: "TEST",
        file: "products/a/tests/word.yaml",
        line: 3,
        blueprint: "bp-a",
        message: 'the word: ConfigMap a: data.word is "one", not "two"',
        help: "it is written at products/a/chart/templates/config.yaml:6",
      },
    ]);
    expect(summary).toEqual({ passed: 0, failed: 3, notRun: 0 });
  });

  test("a person sees the end of what a failed script printed", async () => {
    const cwd = workspace(unit("products/a"), {
      "products/a/tests/long.sh": "seq 1 100; exit 1\n",
      "products/a/tests/quiet.sh": "echo nobody sees this\n",
    });
    const { code, stdout, stderr } = await bp(["test"], { cwd, env: env() });
    expect(code).toBe(1);
    const told = stdout + stderr;
    expect(told).toContain("products/a/tests/long.sh printed:\n  … 80 lines before\n  81\n");
    expect(told).toContain("1 test passed, 1 failed");
    expect(told).not.toContain("nobody sees this");
  });

  test("a file that is wrong fails, and nothing of it runs", async () => {
    const cwd = workspace(unit("products/a"), {
      "products/a/tests/wrong.yaml": good.replace("equal:", "equals:"),
    });
    expect(await reported(cwd)).toMatchObject({
      code: 1,
      tests: [],
      findings: [{ line: 3, message: "an expectation has no equals; did you mean equal?" }],
    });
  });

  test("a chart that cannot be packed fails its cases", async () => {
    const cwd = workspace(unit("products/a"), {
      "products/a/tests/word.yaml": good,
      "products/a/chart/values.yaml": "- no mapping\n",
    });
    expect(await reported(cwd)).toMatchObject({ code: 1, tests: [{ status: "failed" }] });
  });

  test("what cannot run is said, with its reason", async () => {
    const far = "{ name: far, version: 1.0.0, repository: https://charts.example }";
    const cwd = workspace(unit("products/a", { dependencies: [far] }), unit("products/b"), {
      "products/a/tests/word.yaml": good,
      "products/a/tests/script.sh": "exit 1\n",
      "products/b/chart/tests/suite_test.yaml": "suite: b\ntests:\n  - it: works\n",
    });
    const { code, tests, summary } = await reported(cwd);
    expect(code).toBe(0);
    expect(tests).toMatchObject([
      { status: "not run", reason: "not vendored: far 1.0.0" },
      { status: "not run", reason: expect.stringContaining("far 1.0.0") as string },
      { status: "not run", reason: "it is a suite of helm-unittest" },
    ]);
    expect(summary).toEqual({ passed: 0, failed: 0, notRun: 3 });
  });

  test("charts of the workspace are there, for both kinds", async () => {
    const cwd = workspace(
      unit("products/a", {
        dependencies: ["{ name: bp-b, version: 1.0.0, repository: file://../../b/chart }"],
      }),
      unit("products/b", { data: "inner" }),
      {
        "products/a/tests/both.yaml":
          "cases:\n  - name: two\n    objects: [{ kind: ConfigMap, count: 2 }]\n",
        "products/a/tests/both.sh": "helm template a chart | grep -q 'word: inner'\n",
      },
    );
    expect(await reported(cwd, ["a"])).toMatchObject({ code: 0, summary: { passed: 2 } });
  });

  test("values come from files, from the test and from single settings", async () => {
    const cwd = workspace(unit("products/a"), {
      "products/a/chart/templates/config.yaml":
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n  namespace: {{ .Release.Namespace }}\ndata: {{ toJson .Values.d }}\nkube: {{ .Capabilities.KubeVersion.Version }}\napi: {{ .Capabilities.APIVersions.Has "x.example/v1" }}\n',
      "products/a/tests/ci/all.yaml": "d: { a: file, b: file, c: file }\n",
      "products/a/tests/values.yaml": `valuesFrom: [ci/all.yaml]
values: { d: { b: test, c: test } }
cases:
  - name: over each other
    set: [d.c=set]
    release: r
    namespace: shop
    kubernetes: "1.31"
    apiVersions: [x.example/v1]
    objects:
      - name: r
        namespace: shop
        equal: { data: { a: file, b: test, c: set }, kube: v1.31.0, api: true }
  - name: no such file
    valuesFrom: [ci/none.yaml]
    objects: [{ kind: ConfigMap, equal: { api: false } }]
`,
    });
    expect(await reported(cwd)).toMatchObject({
      tests: [
        { status: "passed" },
        { status: "failed", failures: [expect.stringContaining("ci/none.yaml")] },
      ],
    });
  });

  test("several Helms run each, and each is named", async () => {
    const cwd = workspace(unit("products/a"), { "products/a/tests/word.yaml": good });
    const { tests } = await reported(cwd, ["--helm", testHelm.path, "--helm", testHelm.path]);
    const name = `the word (helm ${testHelm.version})`;
    expect(tests).toMatchObject([{ name }, { name }]);
  });

  test("JUnit tells each test", async () => {
    const cwd = workspace(unit("products/a"), {
      "products/a/tests/word.yaml": good,
      "products/a/tests/script.sh": "exit 1\n",
    });
    await bp(["test", "-o", "junit=out.xml"], { cwd, env: env() });
    const xml = readFileSync(join(cwd, "out.xml"), "utf8");
    expect(xml).toContain('name="bp-a: the word"');
    expect(xml).toMatch(/<testcase name="bp-a: script.sh"[^>]*>\s*<failure/u);
  });

  test("our own charts pass theirs", { timeout: 120_000 }, async () => {
    const { code, summary } = await reported(root, ["axon", "relay", "network-policies"]);
    expect({ code, summary }).toMatchObject({ code: 0, summary: { failed: 0, notRun: 0 } });
  });
});

test("our own tests answer to the schema that editors use", async () => {
  const tests = ["products/axon", "products/relay", "platform/network-policies"];
  const tree = diskTree(root);
  for (const folder of tests) {
    const files = await tree.list(`${folder}/tests`);
    expect(files.length).toBeGreaterThan(0);
    for (const { name } of files) {
      const text = readFileSync(join(root, folder, "tests", name), "utf8");
      const value = parseYaml(text, name).documents[0]?.root;
      expect(value && faults("chart-test", toValue(value))).toEqual([]);
    }
  }
});
