import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { built } from "../support/built.ts";
import { run } from "../support/program.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";
import { bp } from "./support/program.ts";

const escape = "\u001b";
const broken = { ...unit("products/shop", { depends: { nowhere: "*" } }) };

describe("a command line that cannot be read", () => {
  test.each([
    ["lits", "unknown command 'lits'", "did you mean list?"],
    ["kit chek", "unknown command 'chek'", "did you mean check?"],
    ["kit check", "holds no bootstrap kit", "`kits` in bp.config.yaml"],
    ["zzzzzz", "unknown command 'zzzzzz'", "`bp --help` lists the commands"],
    ["publish --dryrun", "unknown option '--dryrun'", "did you mean --dry-run?"],
    ["verify", "missing required argument 'reference'", "`bp <command> --help`"],
    ["verify a b", "too many arguments for 'verify'", "`bp <command> --help`"],
    ["list -o jsn", 'unknown output "jsn"', "write -o FORMAT"],
    ["list --concurrency many", "--concurrency takes a whole number", ""],
    ["graph --format png", 'unknown drawing "png"', "--format takes tree, dot, mermaid"],
    ["serve --port 70000", "--port takes a whole number from 0 to 65535", ""],
    ["-C nowhere list", "there is no folder", "-C takes a folder that exists"],
    ["--config none.yaml list", "cannot read", "--config takes a bp.config.yaml"],
    ["list nothing-like-this", 'nothing matches "nothing-like-this"', "`bp list` shows"],
    ["verify registry", "cannot read the reference", "write host/path:tag"],
    ["verify ghcr.io/a/b:1", "no policy says who", "give --key PUBLIC_KEY"],
    ["verify ghcr.io/a/b:1 --key x.pub", "there is no key file x.pub", "`bp keygen` makes a key"],
    ["publish --to ghcr.io/a", "nothing is published unsigned", "give --key FILE"],
    ["list --offline -o json=no/such/x", "cannot write the report", "a folder that exists"],
  ])("bp %s: exit 2, what and what to do", async (line, what, help) => {
    const cwd = workspace(unit("products/shop"));
    const { code, stdout, stderr } = await bp(line.split(" "), { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^bp: /u);
    expect(stderr).toContain(what);
    expect(stderr).toContain(help);
    expect(stderr.split("\n").length).toBeLessThan(5);
  });

  test("an unknown key of the configuration has a place and a guess", async () => {
    const cwd = workspace({ ...unit("products/shop"), "bp.config.yaml": "rots: [products]\n" });
    const { code, stderr } = await bp(["list"], { cwd });
    expect([code, stderr]).toEqual([
      2,
      "bp: bp.config.yaml:1:1: unknown key rots; did you mean roots?\n",
    ]);
  });
});

describe("reports", () => {
  test("of a failed run go to standard output and to files alike", async () => {
    const cwd = workspace(unit("products/shop"));
    const { code, stdout } = await bp(["list", "x", "-o", "json", "-o", "ndjson=r.ndjson"], {
      cwd,
    });
    expect(code).toBe(2);
    const report: unknown = JSON.parse(stdout);
    expect(report).toMatchObject({
      command: "list",
      ok: false,
      exitCode: 2,
      error: { code: "EMPTY_SELECTION" },
    });
    const lines = readFileSync(join(cwd, "r.ndjson"), "utf8");
    expect(JSON.parse(lines)).toMatchObject({ type: "report", exitCode: 2 });
  });

  test("of findings are whole, with the exit code that they carry", async () => {
    const cwd = workspace(broken);
    const { code, stdout, stderr } = await bp(["lint", "-o", "json=r.json"], { cwd });
    const report = JSON.parse(readFileSync(join(cwd, "r.json"), "utf8")) as { exitCode: number };
    expect([code, report.exitCode, stderr]).toEqual([1, 1, ""]);
    expect(stdout).toContain("BP401");
    const missing = { ruleId: "BP401", file: "products/shop/blueprint.yaml" };
    expect(report).toMatchObject({
      findings: expect.arrayContaining([expect.objectContaining(missing)]),
    });
  });

  test("--format json means the report, also of a failed run", async () => {
    const cwd = workspace(unit("products/shop"));
    const graph = await bp(["graph", "--format", "json"], { cwd });
    expect(JSON.parse(graph.stdout)).toMatchObject({ command: "graph", waves: [["bp-shop"]] });
    const both = await bp(["graph", "--format", "json", "-o", "json"], { cwd });
    expect(both.stdout).toBe(graph.stdout);
    const failed = await bp(["graph", "nothing", "--format", "json"], { cwd });
    expect([failed.code, JSON.parse(failed.stdout)]).toMatchObject([2, { ok: false }]);
  });

  test("a drawing for another program stands alone", async () => {
    const cwd = workspace(broken);
    const { code, stdout } = await bp(["graph", "--format", "dot"], { cwd });
    expect([code, stdout.trimEnd()]).toEqual([1, expect.stringMatching(/^digraph [^]*\}$/u)]);
  });
});

describe("colour", () => {
  test.each([
    ["no terminal", [], {}, false],
    ["--color", ["--color"], {}, true],
    ["--color over NO_COLOR", ["--color"], { NO_COLOR: "1" }, true],
    ["FORCE_COLOR", [], { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR=0", [], { FORCE_COLOR: "0" }, false],
    ["--no-color over FORCE_COLOR", ["--no-color"], { FORCE_COLOR: "1" }, false],
    ["NO_COLOR over FORCE_COLOR", [], { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
    ["an empty NO_COLOR", [], { FORCE_COLOR: "1", NO_COLOR: "" }, true],
    ["a dumb terminal", [], { FORCE_COLOR: "1", TERM: "dumb" }, false],
  ] as const)("%s", async (_, args, env, expected) => {
    const cwd = workspace(unit("products/shop"));
    const { stdout } = await bp(["list", ...args], { cwd, env });
    expect(stdout.includes(escape)).toBe(expected);
  });

  test("is never in a file or in JSON", async () => {
    const cwd = workspace(broken);
    const { stdout } = await bp(["lint", "--color", "-o", "json", "-o", "pretty=a.txt"], { cwd });
    expect(stdout).not.toContain(escape);
    expect(readFileSync(join(cwd, "a.txt"), "utf8")).not.toContain(escape);
  });
});

describe("where one stands", () => {
  test("the workspace is found upward, and the unit one stands in is meant", async () => {
    const cwd = workspace(unit("products/shop"), unit("products/site"), { ".git/HEAD": "" });
    const { stdout } = await bp(["list", "-o", "json"], { cwd: join(cwd, "products/site/chart") });
    expect(JSON.parse(stdout)).toMatchObject({ blueprints: [{ name: "bp-site" }] });
  });

  test("-C is as if one stood there", async () => {
    const cwd = workspace(unit("products/shop"), unit("products/site"));
    const there = await bp(["-C", join(cwd, "products/site"), "list"], { cwd: temporary() });
    const here = await bp(["list"], { cwd: join(cwd, "products/site") });
    expect(there).toEqual(here);
    expect(here.stdout).not.toContain("bp-shop");
  });

  test("a path is a selector wherever it leads from", async () => {
    const cwd = workspace(unit("products/shop"), unit("products/site"));
    const { stdout } = await bp(["list", "../shop", "-o", "json"], {
      cwd: join(cwd, "products/site"),
    });
    expect(JSON.parse(stdout)).toMatchObject({ blueprints: [{ name: "bp-shop" }] });
  });
});

describe("publish, verify and their next steps", () => {
  test("the command that is printed verifies, from where it was printed", async () => {
    const cwd = temporary();
    const inner = join(cwd, "inner");
    mkdirSync(inner);
    const folder = workspace(unit("products/shop"), { ".git/HEAD": "" });
    const published = await bp(["-C", folder, "publish"], { cwd: inner });
    expect(published.code).toBe(0);
    expect(published.stderr).toMatch(/^made a development key, \.bp\/keys\/dev\.key: /u);
    const [, line = ""] = /^check it: bp (.+)$/mu.exec(published.stdout) ?? [];
    const verified = await bp(line.split(" "), { cwd: inner });
    expect([verified.code, verified.stderr]).toEqual([0, ""]);
    expect(verified.stdout).toMatch(/verified: \d+ checks passed/u);
  });

  test("with a key of one's own the command names its public half", async () => {
    const cwd = workspace(unit("products/shop"));
    expect((await bp(["keygen", "--output-key-prefix", "ci"], { cwd })).code).toBe(0);
    const to = ["--to", "oci-layout:out", "--key", "ci.key"];
    const published = await bp(["publish", "shop", ...to], { cwd });
    expect(published.stdout).toContain(
      "check it: bp verify oci-layout:out/bp-shop:1.0.0 --key ci.pub",
    );
    const verified = await bp(["verify", "oci-layout:out/bp-shop:1.0.0", "--key", "ci.pub"], {
      cwd,
    });
    expect(verified.code).toBe(0);
  });

  test("--quiet says nothing on standard error", async () => {
    const cwd = workspace(unit("products/shop"));
    const { code, stderr } = await bp(["publish", "-q"], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
  });

  test("--verbose says each step", async () => {
    const cwd = workspace(unit("products/shop"));
    const { stderr } = await bp(["publish", "-v"], { cwd });
    expect(stderr).toMatch(/bp-shop: packaging\n[^]*bp-shop: signing\n[^]*bp-shop: published\n/u);
  });

  test("--offline refuses a registry and allows a layout", async () => {
    const cwd = workspace(unit("products/shop"));
    expect((await bp(["publish", "--offline"], { cwd })).code).toBe(0);
    const to = ["--to", "127.0.0.1:1/charts", "--key", ".bp/keys/dev.key"];
    const { code, stdout } = await bp(["publish", "--offline", ...to], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain("needs the network, and --offline refuses it");
  });

  test("--dry-run needs no key, makes none, and writes nothing", async () => {
    const cwd = workspace(unit("products/shop"));
    const { code, stdout } = await bp(["publish", "--dry-run", "--to", "ghcr.io/acme"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^planned\s+ghcr\.io\/acme\/bp-shop:1\.0\.0\s+sha256:[0-9a-f]{64}/mu);
    expect(existsSync(join(cwd, ".bp"))).toBe(false);
  });
});

test("a reader that leaves early ends the output, not the run", async () => {
  const cwd = workspace(unit("products/shop"));
  const main = await built();
  const script = `"$0" "$1" lint -o json | true; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = await run("bash", ["-c", script, process.execPath, main], { cwd });
  expect([stdout, stderr]).toEqual(["0\n", ""]);
});
