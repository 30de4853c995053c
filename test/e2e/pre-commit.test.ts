import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { parseYaml, toValue } from "../../src/yaml/index.ts";
import { built, project } from "../support/built.ts";
import { commit, git, initialise } from "../support/git.ts";
import { bp } from "../support/program.ts";
import type { Outcome } from "../support/program.ts";
import { unit, workspace, write } from "../support/workspace.ts";

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly require_serial: boolean;
}

const name = ".pre-commit-hooks.yaml";
const source = readFileSync(join(project, name), "utf8");
const hooks = toValue(parseYaml(source, name).documents[0]?.root) as readonly Hook[];

/** As pre-commit calls it: the entry's words, then the staged files that match, from the root of the repository. */
async function call(id: string, folder: string): Promise<Outcome | undefined> {
  const hook = hooks.find((one) => one.id === id);
  if (hook === undefined) throw new Error(`there is no hook ${id}`);
  const staged = git(
    folder,
    "diff",
    "--staged",
    "--name-only",
    "--no-ext-diff",
    "-z",
    "--diff-filter=ACMRTUXB",
  );
  const files = staged
    .split("\0")
    .filter((file) => file !== "" && new RegExp(hook.files, "u").test(file));
  const [program, ...words] = hook.entry.split(" ");
  expect(program).toBe("bp");
  if (files.length === 0) return undefined;
  return bp([...words, ...files], { cwd: folder, env: { PRE_COMMIT: "1" } });
}

function repository(): string {
  const folder = workspace(unit("products/shop"), unit("products/site"), { "README.md": "a" });
  initialise(folder);
  commit(folder);
  return folder;
}

function stage(folder: string, files: Readonly<Record<string, string>>): void {
  write(folder, files);
  git(folder, "add", "-A");
}

function edited(folder: string, from: string, to: string): Record<string, string> {
  const file = "products/shop/blueprint.yaml";
  return { [file]: readFileSync(join(folder, file), "utf8").replace(from, to) };
}

describe("the hooks", () => {
  test("are two, of Node, and called once with all files", () => {
    expect(hooks.map(({ id }) => id)).toEqual(["bp-lint", "bp-deps"]);
    for (const { language, require_serial: serial } of hooks)
      expect([language, serial]).toEqual(["node", true]);
  });

  test("bp-lint passes a commit in order, and stops one that breaks a rule", async () => {
    const folder = repository();
    stage(folder, edited(folder, "A blueprint for a test.", "Another one."));
    expect((await call("bp-lint", folder))?.code).toBe(0);
    stage(folder, edited(folder, "version: 1.0.0", "version: v1"));
    const refused = await call("bp-lint", folder);
    expect([refused?.code, refused?.stdout]).toEqual([1, expect.stringContaining("BP105")]);
  });

  test("bp-lint sees what is staged, not what stands beside it", async () => {
    const folder = repository();
    stage(folder, edited(folder, "version: 1.0.0", "version: v1"));
    writeFileSync(join(folder, "products/shop/blueprint.yaml"), "");
    expect((await call("bp-lint", folder))?.stdout).toContain("BP105");
  });

  test("a template, a value and a kit's file reach it; a file elsewhere does not", async () => {
    const folder = repository();
    stage(folder, { "README.md": "b", "docs/platforms.md": "c" });
    expect(await call("bp-lint", folder)).toBeUndefined();
    stage(folder, {
      "products/shop/chart/templates/a.yaml": "a: 1\n",
      "clusters/x/bootstrap-kit/README.md": "a",
      "bp.config.yaml": "lint: { profile: recommended }\n",
    });
    expect((await call("bp-lint", folder))?.code).toBe(0);
  });

  test("bp-deps stops what depends on nothing that is there", async () => {
    const folder = repository();
    stage(folder, unit("products/shop", { depends: { "bp-site": "^1.0.0" } }));
    expect((await call("bp-deps", folder))?.code).toBe(0);
    stage(folder, unit("products/shop", { depends: { "bp-sight": "^1.0.0" } }));
    const refused = await call("bp-deps", folder);
    expect([refused?.code, refused?.stdout]).toEqual([1, expect.stringContaining("BP401")]);
  });
});

test("npm pack prints the archive's name alone, which is how pre-commit learns it", () => {
  const folder = workspace({
    "package.json": JSON.stringify({
      name: "x",
      version: "1.0.0",
      scripts: { prepare: "echo made" },
    }),
    ".npmrc": readFileSync(join(project, ".npmrc"), "utf8"),
  });
  const said = execFileSync("npm", ["pack"], { cwd: folder, encoding: "utf8", stdio: "pipe" });
  expect(said.trim()).toBe("x-1.0.0.tgz");
});

const installed = spawnSync("pre-commit", ["--version"]).status === 0;

test.skipIf(!installed)(
  "the real pre-commit runs bp-lint (skipped where pre-commit is not installed)",
  async () => {
    const folder = repository();
    const program = await built();
    const local = hooks.map((hook) => ({
      ...hook,
      name: hook.id,
      language: "system",
      entry: hook.entry.replace(/^bp /u, `${process.execPath} ${program} `),
    }));
    const config = JSON.stringify({ repos: [{ repo: "local", hooks: local }] });
    stage(folder, { ".pre-commit-config.yaml": config });
    commit(folder);
    const run = (): string => {
      try {
        return execFileSync("pre-commit", ["run"], { cwd: folder, encoding: "utf8" });
      } catch (error) {
        return String((error as { readonly stdout?: unknown }).stdout);
      }
    };
    stage(folder, edited(folder, "A blueprint for a test.", "Another one."));
    expect(run()).toMatch(/bp-lint\.+Passed/u);
    stage(folder, edited(folder, "version: 1.0.0", "version: v1"));
    expect(run()).toMatch(/bp-lint\.+Failed[\s\S]*BP105/u);
  },
);
