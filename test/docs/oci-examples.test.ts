import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { beforeAll, describe, expect, test } from "vitest";

import { built, project } from "../support/built.ts";
import { run, said } from "../support/program.ts";
import { temporary } from "../support/workspace.ts";

interface Example {
  /** The heading that it stands under. */
  readonly title: string;
  readonly code: string;
  /** What it prints; `…` stands for anything. */
  readonly output: readonly string[];
}

const page = readFileSync(join(project, "docs/oci.md"), "utf8");
const examples = page.split(/^## /mu).flatMap((section): readonly Example[] => {
  const found = /```ts\n([^]*?)```\n+```text\n([^]*?)```/u.exec(section);
  if (found === null) return [];
  const [title = ""] = section.split("\n");
  return [{ title, code: found[1] ?? "", output: (found[2] ?? "").trimEnd().split("\n") }];
});

/** A folder in which the package is installed, as far as an import can tell. */
function installed(): string {
  const folder = temporary();
  mkdirSync(join(folder, "node_modules/@openova"), { recursive: true });
  symlinkSync(project, join(folder, "node_modules/@openova/bp"));
  mkdirSync(join(folder, "node_modules/@types"));
  const types = dirname(createRequire(import.meta.url).resolve("@types/node/package.json"));
  symlinkSync(types, join(folder, "node_modules/@types/node"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  return folder;
}

function pattern(line: string): RegExp {
  const parts = line.split("…").map((part) => part.replace(/[$()*+.?[\\\]^{|}]/gu, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "u");
}

beforeAll(async () => {
  await built();
});

describe("the programs of docs/oci.md", () => {
  test("are all of the page's", () => {
    expect(examples).toHaveLength((page.match(/^```ts$/gmu) ?? []).length);
    expect(examples.length).toBeGreaterThanOrEqual(6);
  });

  test.each(examples)("$title", async ({ code, output }) => {
    const cwd = installed();
    writeFileSync(join(cwd, "example.ts"), code);
    const outcome = await run(process.execPath, ["example.ts"], { cwd });
    expect(outcome.code, said(outcome)).toBe(0);
    const lines = outcome.stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(output.length);
    for (const [index, line] of lines.entries()) expect(line).toMatch(pattern(output[index] ?? ""));
  });

  test("are well typed, by the declarations that the package carries", () => {
    const folder = installed();
    for (const [index, { code }] of examples.entries())
      writeFileSync(join(folder, `example-${index}.ts`), code);
    const options = {
      compilerOptions: {
        target: "es2024",
        lib: ["es2024"],
        module: "nodenext",
        types: ["node"],
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
      },
      include: ["*.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options));
    const compiler = createRequire(import.meta.url).resolve("typescript/package.json");
    const tsc = join(compiler, "..", "bin", "tsc");
    const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", folder], {
      cwd: folder,
      encoding: "utf8",
    });
    expect([status, stdout]).toEqual([0, ""]);
  });
});
