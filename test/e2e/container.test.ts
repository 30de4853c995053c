import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { expect, test } from "vitest";

import { fetchedAction } from "../support/action.ts";
import { project } from "../support/built.ts";
import { mustRun, said } from "../support/program.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

/** `WORD rest` of each instruction of the Containerfile, lines that go on joined. */
function instructions(): readonly (readonly [string, string])[] {
  const text = readFileSync(join(project, "Containerfile"), "utf8").replaceAll("\\\n", "");
  const lines = text.split("\n").filter((line) => /^[A-Z]/u.test(line));
  return lines.map((line) => [line.split(" ", 1)[0] ?? "", line.replace(/^\S+\s+/u, "")] as const);
}

function of(word: string): readonly string[] {
  return instructions().flatMap(([name, rest]) => (name === word ? [rest] : []));
}

test("the image's layout runs: the tree, the link to it, and nothing of the user's", async () => {
  const [from] = of("FROM");
  expect(from).toMatch(/^docker\.io\/library\/node:24-/u);
  expect(of("ENTRYPOINT")).toEqual(['["bp"]']);
  const [[, source, target] = []] = of("RUN").flatMap((run) => {
    const link = /^ln -s (\S+) (\S+)$/u.exec(run);
    return link === null ? [] : [link];
  });
  const [copied = ""] = of("COPY").map((copy) => copy.replace(". ", ""));
  expect(source?.startsWith(`${copied}/`)).toBe(true);

  const { folder } = await fetchedAction();
  const bin = join(temporary(), dirname(target ?? ""));
  mkdirSync(bin, { recursive: true });
  symlinkSync(join(folder, (source ?? "").slice(copied.length)), join(bin, basename(target ?? "")));
  const cwd = workspace(unit("products/shop"));
  const outcome = await mustRun("bp", ["lint"], {
    cwd,
    env: { PATH: [bin, dirname(process.execPath), "/usr/bin:/bin"].join(":") },
  });
  expect(said(outcome)).toContain("1 blueprint and 1 chart");
});
