import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { afterAll, describe, expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { fetchedAction } from "../support/action.ts";
import { built, project } from "../support/built.ts";
import { commit, git, initialise } from "../support/git.ts";
import { plainKeyPair } from "../support/plain-key.ts";
import { recipesIn } from "../support/recipes.ts";
import { temporary, unit, workspace, write } from "../support/workspace.ts";
import { peersNamed } from "./support/peers.ts";
import { run } from "./support/process.ts";
import { makeScratch } from "./support/scratch.ts";

const scratch = makeScratch();
afterAll(() => scratch.remove());

interface Scene {
  readonly cwd: string;
  readonly host: string;
  readonly key: string;
  /** A folder in which npx is there, and finds the built program. */
  readonly bin: string;
}

const caller = (
  registry: string,
): string => `on: { push: { branches: [main], tags: ["platform/*/v*"] }, pull_request: }
permissions: { contents: read, packages: write, id-token: write }
jobs:
  release:
    uses: ./.github/workflows/blueprint-release.yaml
    with: { registry: "${registry}" }
    secrets: inherit
`;

/** The release workflow with our action from its tree, without the step that needs GitHub's own storage. */
function releaseWorkflow(): string {
  const text = readFileSync(join(project, ".github/workflows/blueprint-release.yaml"), "utf8");
  const [ours = ""] = text.split("      - name: Keep the record\n");
  return ours
    .replaceAll("openova-io/bp@v1", "./bp-action")
    .replaceAll("ubuntu-24.04", "ubuntu-latest");
}

async function makeScene(): Promise<Scene> {
  const served = await serveRegistry({ root: temporary() });
  onTestFinished(served.close);
  const gitea = recipesIn("docs/ci.md", "Gitea and Forgejo Actions")[0].text;
  const cwd = workspace(
    unit("platform/base"),
    unit("products/shop", { depends: { "bp-base": "*" } }),
    {
      ".github/workflows/blueprint-release.yaml": releaseWorkflow(),
      ".github/workflows/release.yaml": caller(`${served.host}/acme`),
      ".github/workflows/gitea.yaml": gitea
        .replace("https://github.com/", "")
        .replace("gitea.example", served.host)
        .replace("/acme", "/gitea"),
    },
  );
  cpSync((await fetchedAction()).folder, join(cwd, "bp-action"), { recursive: true });
  initialise(cwd);
  git(cwd, "remote", "add", "origin", "https://github.com/acme/charts.git");
  commit(cwd);
  const bin = temporary();
  const program = await built();
  writeFileSync(
    join(bin, "npx"),
    `#!/bin/sh\nshift\nexec "${process.execPath}" "${program}" "$@"\n`,
  );
  chmodSync(join(bin, "npx"), 0o755);
  mkdirSync(join(scratch.path("home"), ".config/act"), { recursive: true });
  writeFileSync(join(scratch.path("home"), ".config/act/actrc"), "");
  return { cwd, host: served.host, key: plainKeyPair(temporary()).key, bin };
}

/** Runs a workflow for an event, on this machine; gives what the runner said, and its exit code. */
async function act(
  program: string,
  { cwd, key, bin }: Scene,
  {
    workflow,
    event,
    payload,
  }: { readonly workflow: string; readonly event: string; readonly payload: object },
): Promise<string> {
  const file = join(temporary(), "event.json");
  write(dirname(file), { "event.json": JSON.stringify(payload) });
  const secrets = ["-s", `COSIGN_KEY=${readFileSync(key, "utf8")}`, "-s", "COSIGN_PASSWORD=none"];
  const where = ["-W", `.github/workflows/${workflow}.yaml`, "-P", "ubuntu-latest=-self-hosted"];
  const outcome = await run(
    program,
    [event, ...where, "-e", file, ...secrets, "--no-cache-server"],
    {
      cwd,
      env: {
        ...scratch.env,
        PATH: [bin, dirname(process.execPath), process.env["PATH"] ?? ""].join(":"),
      },
      timeoutMs: 240_000,
    },
  );
  return `${outcome.stdout}${outcome.stderr}\nexit code ${outcome.code}`;
}

const [program] = peersNamed("act");

describe.skipIf(program?.present !== true)(program?.label ?? "act, with --all", () => {
  test.each(["release", "gitea"])(
    "runs the %s workflow: a pull request, a push, a tag",
    { timeout: 600_000 },
    async (workflow) => {
      const scene = await makeScene();
      const { cwd } = scene;
      const base = git(cwd, "rev-parse", "HEAD");
      git(cwd, "checkout", "-q", "-b", "change");
      write(cwd, { "products/shop/chart/values.yaml": "image: registry.example/app:1.2.4\n" });
      const head = commit(cwd);
      const change = {
        pull_request: { head: { sha: head, ref: "change" }, base: { sha: base, ref: "main" } },
      };
      const on = (event: string, payload: object): Promise<string> =>
        act(program?.path ?? "", scene, { workflow, event, payload });
      const proposed = await on("pull_request", change);
      expect(proposed).toContain("1 blueprint and 1 chart: 1 warning");
      if (workflow === "release") expect(proposed).toContain("1 new in ");
      expect(proposed).toMatch(/Job succeeded[^]*exit code 0$/u);

      git(cwd, "checkout", "-q", "main");
      const push = { ref: "refs/heads/main", before: "0".repeat(40), after: base };
      const pushed = await on("push", push);
      expect(pushed).toContain("2 published in ");
      expect(pushed).toMatch(/set-output:: published=2/u);
      expect(pushed).toMatch(/Job succeeded[^]*exit code 0$/u);

      git(cwd, "tag", "platform/base/v1.0.0");
      const tagged = await on("push", { ref: "refs/tags/platform/base/v1.0.0" });
      expect(tagged).toContain("1 unchanged in ");
      expect(tagged).toMatch(/Job succeeded[^]*exit code 0$/u);
    },
  );
});
