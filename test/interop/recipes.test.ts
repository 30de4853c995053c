import { cp, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { project } from "../support/built.ts";
import { recipesIn } from "../support/recipes.ts";
import { peersNamed } from "./support/peers.ts";
import { run } from "./support/process.ts";
import { makeScratch } from "./support/scratch.ts";
import { validate } from "./support/validate.ts";

const scratch = makeScratch();
afterAll(() => scratch.remove());

const page = "docs/ci.md";
const job = "  a:\n    runs-on: ubuntu-24.04\n    steps:\n";

/** The pages' workflows: whole ones, and steps and jobs that the pages leave for the reader to put into one. */
const workflows: Readonly<Record<string, string>> = {
  call: recipesIn(page, "GitHub Actions")[0].text,
  steps: `on: push\njobs:\n${job}${indented(recipesIn(page, "GitHub Actions")[1]?.text ?? "")}`,
  gitea: recipesIn(page, "Gitea and Forgejo Actions")[0].text,
  shards: recipesIn(page, "Where one machine is too small")[0].text,
  matrix: `on: push\n${recipesIn("docs/commands/affected.md", "In a pipeline")[0].text}`,
};

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gmu, "      ");
}

/** A repository in which our own action and workflow are local, so that their inputs, secrets and permissions are read. */
async function repository(): Promise<string> {
  const folder = scratch.path("repository");
  await mkdir(join(folder, ".git"), { recursive: true });
  for (const file of ["action.yml", ".github/workflows/blueprint-release.yaml"]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(project, file), join(folder, file));
  }
  await mkdir(join(folder, "bin"), { recursive: true });
  await cp(join(project, "bin/action.js"), join(folder, "bin/action.js"));
  for (const [name, text] of Object.entries(workflows)) {
    const local = text
      .replaceAll(/openova-io\/bp\/(\.github\/workflows\/[\w-]+\.yaml)@v1/gu, "./$1")
      .replaceAll("openova-io/bp@v1", "./")
      .replaceAll("https://github.com/", "");
    await writeFile(join(folder, `.github/workflows/${name}.yaml`), local);
  }
  return folder;
}

for (const program of peersNamed("actionlint")) {
  describe.skipIf(!program.present)(program.label, () => {
    test("our workflows, and those of the pages, are as GitHub takes them", async () => {
      const cwd = await repository();
      // What scripts say is run by the core tests; other linters may be installed or not.
      const outcome = await run(program.path, ["-shellcheck=", "-pyflakes="], {
        cwd,
        env: scratch.env,
      });
      expect(`${outcome.stdout}${outcome.stderr}`).toBe("");
      expect(outcome.code).toBe(0);
    });
  });
}

for (const program of peersNamed("kubectl-validate")) {
  describe.skipIf(!program.present)(program.label, () => {
    test.each(["1.29", "1.32"] as const)(
      "the Job of the page is valid for Kubernetes %s",
      async (minor) => {
        const { text = "" } = recipesIn(page, "Where one machine is too small").at(-1) ?? {};
        const object = { apiVersion: "batch/v1", kind: "Job", name: "blueprint-release", text };
        const found = await validate(program, minor, [object], { scratch });
        expect(found).toEqual({ passed: 1, complaints: "" });
      },
    );
  });
}
