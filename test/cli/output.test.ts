import { readFileSync } from "node:fs";
import { join } from "node:path";

import { SaxesParser } from "saxes";
import { expect, test } from "vitest";

import { parseOutputs } from "../../src/cli/output.ts";
import { sarifFaults } from "../report/sarif-schema.ts";
import { said } from "../support/program.ts";
import { unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";

const machines = ["json", "ndjson", "sarif", "junit", "github", "markdown"] as const;

const faulty = {
  ...unit("platform/a"),
  ...unit("platform/b", { depends: { "bp-gone": "^1.0.0" } }),
};

test("without one for standard output the pretty one goes there", () => {
  expect(parseOutputs([])).toEqual([{ format: "pretty", file: undefined }]);
  expect(parseOutputs(["sarif=a=b.sarif", "json=y.json"])).toEqual([
    { format: "sarif", file: "a=b.sarif" },
    { format: "json", file: "y.json" },
    { format: "pretty", file: undefined },
  ]);
  expect(parseOutputs(["markdown"])).toEqual([{ format: "markdown", file: undefined }]);
});

test.each([["bogus"], ["json="], ["=x"], [""], ["json", "sarif"], ["json=x", "sarif=x"]])(
  "refuses %s %s",
  (...values) => {
    expect(() => parseOutputs(values)).toThrow(expect.objectContaining({ code: "USAGE" }));
  },
);

test("several at once, each to its file, the pretty one to the terminal", async () => {
  const work = workspace(faulty);
  const files = machines.flatMap((format) => ["-o", `${format}=out.${format}`]);
  const outcome = await bp(["lint", "--all", ...files, "-o", "pretty"], { cwd: work });
  expect(outcome.code, said(outcome)).toBe(1);
  expect(outcome.stdout).toContain("platform/b/blueprint.yaml\n");
  for (const format of machines) {
    const text = readFileSync(join(work, `out.${format}`), "utf8");
    expect(text).toContain("BP401");
    expectValid(format, text);
  }
});

test.each([
  ["a selector that matches nothing", ["lint", "nothing-like-it"], 2],
  ["an option that there is not", ["lint", "--bogus"], 2],
  ["no policy", ["verify", "registry.example/a:1"], 2],
  ["a folder that there is not", ["list", "-C", "gone"], 2],
  ["nothing wrong", ["list"], 0],
  ["a drawing", ["graph", "--format", "mermaid"], 1],
  ["a plan", ["publish", "--all", "--dry-run"], 1],
])("every format is valid: %s", async (_, args, code) => {
  const work = workspace(faulty);
  for (const format of machines) {
    const outcome = await bp([...args, "-o", format], { cwd: work });
    expect(outcome.code, said(outcome)).toBe(code);
    expectValid(format, outcome.stdout);
    if (code === 2) expect(outcome.stderr).toMatch(/^bp: .+\n {2}help: /u);
  }
});

test("where a file cannot be written standard output has the failure alone", async () => {
  const args = ["list", "-o", "json", "-o", "sarif=gone/x.sarif"];
  const outcome = await bp(args, { cwd: workspace(faulty) });
  expect(outcome.code).toBe(2);
  expect(JSON.parse(outcome.stdout)).toMatchObject({ ok: false, error: { code: "UNREADABLE" } });
});

test("files are named by the repository's root where the workspace lies below it", async () => {
  const work = workspace({
    ".git/HEAD": "ref: refs/heads/main\n",
    ...Object.fromEntries(Object.entries(faulty).map(([path, text]) => [`sub/${path}`, text])),
  });
  const sarif = await bp(["lint", "--all", "-C", "sub", "-o", "sarif"], { cwd: work });
  expect(sarif.stdout).toContain('"uri": "sub/platform/b/blueprint.yaml"');
  const github = await bp(["lint", "--all", "-C", "sub", "-o", "github"], { cwd: work });
  expect(github.stdout).toContain("file=sub/platform/b/blueprint.yaml,");
});

test("a finding keeps its fingerprint when lines move above it", async () => {
  const before = await prints("");
  expect(before.length).toBeGreaterThan(0);
  expect(await prints("# one\n\n# two\n")).toEqual(before);
});

/** The fingerprints of the faulty workspace with text above every line of its faulty file. */
async function prints(above: string): Promise<readonly unknown[]> {
  const path = "platform/b/blueprint.yaml";
  const moved = { ...faulty, [path]: `${above}${faulty[path] ?? ""}` };
  const { stdout } = await bp(["lint", "--all", "-o", "sarif"], { cwd: workspace(moved) });
  const { runs } = JSON.parse(stdout) as { runs: { results: Record<string, unknown>[] }[] };
  return (runs[0]?.results ?? []).map((result) => result["partialFingerprints"]);
}

function expectValid(format: (typeof machines)[number], text: string): void {
  switch (format) {
    case "json":
      expect(JSON.parse(text)).toMatchObject({ schemaVersion: 1 });
      break;
    case "ndjson":
      expect(
        text
          .trimEnd()
          .split("\n")
          .map((line) => typeof JSON.parse(line)),
      ).toContain("object");
      break;
    case "sarif":
      expect(sarifFaults(JSON.parse(text))).toEqual([]);
      break;
    case "junit":
      expectWellFormed(text);
      break;
    case "github":
      expect(text).toMatch(/^(?:::(?:error|warning|notice) [^\n]*::[^\n]*\n)*$/u);
      break;
    case "markdown":
      expect(text).toMatch(/^## bp [a-z]+: (?:passed|failed \(exit \d+\))\n/u);
      break;
  }
}

function expectWellFormed(text: string): void {
  const names: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => names.push(name));
  parser.write(text).close();
  expect(names.slice(0, 3)).toEqual(["testsuites", "testsuite", "testcase"]);
}
