import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { built } from "../support/built.ts";
import type { ChartRepository } from "../support/chart-repository.ts";
import { startChartRepository } from "../support/chart-repository.ts";
import { testHelm } from "../support/helm-path.ts";
import { run } from "../support/program.ts";
import { upstream } from "../support/upstream.ts";
import { temporary } from "../support/workspace.ts";
import { matches, stepsOf } from "./support/transcript.ts";

const root = join(import.meta.dirname, "../..");
const docs = join(root, "docs");
const pages = [
  ...readdirSync(join(docs, "commands")).map((file) => `commands/${file}`),
  "compared.md",
].toSorted();

/** Pages whose commands ask a real Helm. */
const withHelm: ReadonlySet<string> = new Set([
  "commands/lint.md",
  "commands/package.md",
  "commands/render.md",
  "commands/test.md",
]);

/** A copy of the project's Blueprints, and the built `bp` on the path. */
async function prepare(): Promise<{ readonly cwd: string; readonly bin: string }> {
  const folder = temporary();
  const [cwd, bin] = [join(folder, "charts"), join(folder, "bin")];
  for (const name of ["products", "platform"])
    cpSync(join(root, name), join(cwd, name), { recursive: true });
  mkdirSync(bin);
  const main = await built();
  writeFileSync(join(bin, "bp"), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(join(bin, "bp"), 0o755);
  if (testHelm.path !== "") symlinkSync(testHelm.path, join(bin, "helm"));
  return { cwd, bin };
}

/** What Helm knows as `charts`. */
let upstreams: ChartRepository;

beforeAll(async () => {
  const versions = ["1.2.5", "1.2.6", "1.3.0", "2.0.0"];
  const charts = versions.map((version) => upstream({ name: "nats", version }));
  upstreams = await startChartRepository(await Promise.all(charts));
});

afterAll(() => upstreams.close());

describe("the transcripts of", () => {
  test.each(pages)("%s are what bp prints", async (page) => {
    if (testHelm.path === "" && withHelm.has(page)) return;
    const steps = stepsOf(readFileSync(join(docs, page), "utf8"));
    const { cwd, bin } = await prepare();
    const known = join(bin, "repositories.yaml");
    writeFileSync(known, `repositories:\n- {name: charts, url: "${upstreams.url}"}\n`);
    const env = {
      PATH: `${bin}:${process.env["PATH"] ?? ""}`,
      HELM_REPOSITORY_CONFIG: known,
      XDG_CACHE_HOME: join(bin, "cache"),
    };
    for (const { command, output } of steps) {
      const { stdout } = await run("bash", ["-c", `{ ${command}\n} 2>&1`], { cwd, env });
      const lines = stdout.trimEnd() === "" ? [] : stdout.trimEnd().split("\n");
      if (!matches(output, lines))
        expect([`$ ${command}`, ...lines]).toEqual([`$ ${command}`, ...output]);
    }
    // What serve prints, and that it ends, is looked at where it can be stopped: test/cli/schemas.test.ts.
    expect(steps.length > 0 || page === "commands/serve.md").toBe(true);
  });
});

describe("a transcript", () => {
  test("has commands and their output", () => {
    const page =
      "# x\n\n```console\n$ a\none\n\ntwo\n$ b\n```\n\n```sh\n$ c\n```\n\n```console\n$ d\n```\n";
    expect(stepsOf(page)).toEqual([
      { command: "a", output: ["one", "", "two"] },
      { command: "b", output: [] },
      { command: "d", output: [] },
    ]);
  });

  test("may leave lines out, and is wrong where it says others", () => {
    const lines = ["a", "b", "c"];
    expect(matches(["a", "b", "c"], lines)).toBe(true);
    expect(matches(["a", "…"], lines)).toBe(true);
    expect(matches(["…", "c"], lines)).toBe(true);
    expect(matches(["a", "…", "b", "c"], lines)).toBe(true);
    expect(matches(["a", "b"], lines)).toBe(false);
    expect(matches(["…", "b"], lines)).toBe(false);
    expect(matches(["a", "x", "c"], lines)).toBe(false);
    expect(matches([], [])).toBe(true);
    expect(matches(["…"], [])).toBe(true);
    const digests = [`sha256:${"a".repeat(64)} 1.5 kB`, `sha256:${"b".repeat(64)} 9.9 kB`] as const;
    expect(matches([digests[0]], [digests[1]])).toBe(true);
  });
});
