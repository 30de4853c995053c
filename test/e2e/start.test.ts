import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { bp } from "../support/program.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

function kept(cache: string): readonly string[] {
  return readdirSync(join(cache, "bp/code")).map((name) => join(cache, "bp/code", name));
}

test("a start from kept code says what one without it says, and one from damaged code too", async () => {
  const cwd = workspace(unit("platform/x"));
  const cache = temporary();
  const lint = (env: Readonly<Record<string, string>>): ReturnType<typeof bp> =>
    bp(["lint", "-o", "json"], { cwd, env });
  const plain = await lint({ XDG_CACHE_HOME: cache, NODE_DISABLE_COMPILE_CACHE: "1" });
  expect(existsSync(join(cache, "bp/code"))).toBe(false);
  expect(JSON.parse(plain.stdout)).toMatchObject({ command: "lint", summary: { blueprints: 1 } });
  expect(await lint({ XDG_CACHE_HOME: cache })).toEqual(plain);
  const [file = "", ...others] = kept(cache);
  expect(others).toEqual([]);
  const whole = readFileSync(file);
  expect(await lint({ XDG_CACHE_HOME: cache })).toEqual(plain);
  expect(readFileSync(file).equals(whole)).toBe(true);
  truncateSync(file, 1000);
  expect(await lint({ XDG_CACHE_HOME: cache })).toEqual(plain);
  expect(readFileSync(file).length).toBeGreaterThan(1000);
});

test("a cache that cannot be written is done without", async () => {
  const cwd = workspace(unit("platform/x"));
  const cache = join(temporary(), "file");
  writeFileSync(cache, "");
  const { code, stdout, stderr } = await bp(["list"], { cwd, env: { XDG_CACHE_HOME: cache } });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("bp-x");
});

test("what is much is written whole before the program ends", async () => {
  const units = Array.from({ length: 300 }, (_, index) => unit(`platform/unit-${index}`));
  const cwd = workspace(...units);
  const { code, stdout } = await bp(["list", "-o", "json"], { cwd });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ exitCode: 0 });
  expect(stdout.length).toBeGreaterThan(65_536);
});
