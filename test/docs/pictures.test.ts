import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { project } from "../support/built.ts";
import { bp } from "../support/program.ts";

const corpus = process.env["BP_CORPUS"] ?? join(project, "../shared/corpus/openova");

function picture(name: string): string {
  return readFileSync(join(project, "docs/pictures", name), "utf8");
}

test("the picture of our own Blueprints is current (docs/commands/graph.md says how)", async () => {
  const { stdout } = await bp(["graph", "--all", "--format", "svg"], { cwd: project });
  expect(stdout).toBe(picture("blueprints.svg"));
});

test("that of our own kit too", async () => {
  const { stdout } = await bp(["graph", "--kit", "--format", "svg"], { cwd: project });
  expect(stdout).toBe(picture("sovereign-kit.svg"));
});

test.skipIf(!existsSync(corpus))(`that of a real kit too (${corpus})`, async () => {
  const { stdout } = await bp(["graph", "--kit", "--format", "svg"], { cwd: corpus });
  expect(stdout).toBe(picture("bootstrap-kit.svg"));
});
