import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { helmFunctions, isKnownTo } from "../../src/lint/template/functions.ts";
import { peersNamed } from "./support/peers.ts";

const timeout = 300_000;

for (const { label, version, path, present } of peersNamed("helm")) {
  describe.skipIf(!present)(`the template functions of ${label}`, () => {
    const known = helmFunctions.filter((name) => isKnownTo(name, version));
    const others = helmFunctions.filter((name) => !known.includes(name));

    test("are at least those of the table", { timeout }, () => {
      expect(parse(path, known)).toBe("");
    });

    test("are not those that came later", { timeout }, () => {
      for (const name of [...others, "env", "expandenv", "nobodyKnows"])
        expect(parse(path, [name])).toContain(`function "${name}" not defined`);
    });
  });
}

/** What Helm says against a template that names the functions and never calls them: unknown ones are no template. */
function parse(helm: string, names: readonly string[]): string {
  const chart = mkdtempSync(join(tmpdir(), "bp-functions-"));
  try {
    mkdirSync(join(chart, "templates"));
    writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: x\nversion: 1.0.0\n");
    const calls = names.map((name) => `{{ if false }}{{ ${name} }}{{ end }}\n`);
    writeFileSync(join(chart, "templates/x.yaml"), calls.join(""));
    const { status, stderr } = spawnSync(helm, ["template", chart], { encoding: "utf8" });
    return status === 0 ? "" : stderr;
  } finally {
    rmSync(chart, { recursive: true, force: true });
  }
}
