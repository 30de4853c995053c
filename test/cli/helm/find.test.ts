import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { fileCache } from "../../../src/cli/file-cache.ts";
import type { HelmSearch } from "../../../src/cli/helm/find.ts";
import { findHelms } from "../../../src/cli/helm/find.ts";
import { isBpError } from "../../../src/model/error.ts";
import { testHelm } from "../../support/helm-path.ts";
import { temporary } from "../../support/workspace.ts";

const now = (): Date => new Date(0);

function searching(programs: readonly string[], folder = temporary()): HelmSearch {
  const cache = fileCache(join(folder, "cache"), now);
  return { programs, folder, environment: { PATH: folder }, cache };
}

/** A program that notes each start and says something. */
function program(folder: string, name: string, script: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho x >> "${folder}/starts"\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

function starts(folder: string): number {
  const file = join(folder, "starts");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").length : 0;
}

async function refusal(search: HelmSearch): Promise<string> {
  try {
    await findHelms(search);
  } catch (error) {
    if (isBpError(error)) return `${error.code} ${error.message}`;
  }
  return "none";
}

test.skipIf(testHelm.path === "")("the real one tells its version", async () => {
  const [helm] = await findHelms(searching([testHelm.path]));
  expect(helm?.version).toBe(testHelm.version);
});

test("by a name on PATH and by a path, and asks each file once", async () => {
  const folder = temporary();
  program(folder, "helm", "echo v3.19.2");
  const search = searching(["helm", "./helm"], folder);
  const found = await findHelms(search);
  expect(found.map(({ version, program: path }) => [version, path])).toEqual([
    ["3.19.2", join(folder, "helm")],
    ["3.19.2", join(folder, "helm")],
  ]);
  const once = starts(folder);
  await findHelms(search);
  expect(starts(folder)).toBe(once);
  program(folder, "helm", "echo v4.0.0-rc.1 # longer");
  expect((await findHelms(search))[0]?.version).toBe("4.0.0-rc.1");
});

test("what is not there, or no Helm, or too old, is said", async () => {
  const folder = temporary();
  program(folder, "old", "echo v3.7.2");
  program(folder, "two", "echo v2.17.0");
  program(folder, "other", "echo hello");
  program(folder, "broken", "echo no such flag >&2; exit 3");
  expect(await refusal(searching(["helm"], folder))).toBe("NOT_FOUND there is no helm on PATH");
  expect(await refusal(searching(["./helm"], folder))).toBe("NOT_FOUND there is no program ./helm");
  expect(await refusal(searching(["old"], folder))).toContain("Helm 3.7.2, which is too old");
  expect(await refusal(searching(["two"], folder))).toContain("Helm 2.17.0, which is too old");
  expect(await refusal(searching(["other"], folder))).toContain(
    "no Helm that tells its version: hello",
  );
  expect(await refusal(searching(["broken"], folder))).toContain("no such flag");
});
