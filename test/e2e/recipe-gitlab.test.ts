import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { git } from "../support/git.ts";
import { said } from "../support/program.ts";
import { recipesIn } from "../support/recipes.ts";
import { shell } from "../support/shell.ts";
import { idToken, issuer, startSigstore, workflow } from "../support/sigstore.ts";
import type { Actions, Scene, Texts } from "./recipe-scene.ts";
import { makeScene } from "./recipe-scene.ts";

interface GitlabJob {
  readonly script: string | readonly string[];
  readonly rules?: readonly { readonly if: string; readonly variables?: Texts }[];
  readonly id_tokens?: Readonly<Record<string, { readonly aud: string }>>;
}

type Gitlab = Readonly<Record<string, GitlabJob>>;

/** Runs the jobs of the recipe whose rules hold; the test says which of the conditions do. */
async function gitlab(
  { cwd }: Scene,
  holds: readonly string[],
  env: Texts,
): Promise<Readonly<Record<string, string>>> {
  const [{ value }] = recipesIn("docs/ci.md", "GitLab CI");
  const told: Record<string, string> = {};
  for (const [name, { script, rules = [], id_tokens: tokens = {} }] of Object.entries(
    value as Gitlab,
  )) {
    const rule = rules.find((one) => holds.includes(one.if));
    if (rule === undefined) continue;
    const ids = Object.entries(tokens).map(([variable, { aud }]) => [
      variable,
      idToken({ iss: issuer, sub: workflow, aud }),
    ]);
    const outcome = await shell(script, {
      cwd,
      env: { GITLAB_CI: "true", ...env, ...rule.variables, ...(Object.fromEntries(ids) as Texts) },
    });
    told[name] = said(outcome);
    expect(outcome.code, told[name]).toBe(0);
  }
  return told;
}

describe("the recipe for GitLab", () => {
  test("lints a merge request, and on the default branch logs in and publishes by the job's identity", async () => {
    const sigstore = await startSigstore();
    onTestFinished(sigstore.close);
    const { url } = sigstore;
    const scene = await makeScene(
      {
        "bp.config.yaml": `signing: { fulcio: "${url}", rekor: "${url}", trustedRoot: root.json }\n`,
        "root.json": JSON.stringify(sigstore.trustedRoot),
      },
      ["ci", "a password"],
    );
    const base = git(scene.cwd, "rev-parse", "HEAD~1");
    const merge = '$CI_PIPELINE_SOURCE == "merge_request_event"';
    const linted = await gitlab(scene, [merge], {
      CI_PIPELINE_SOURCE: "merge_request_event",
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
    });
    expect(Object.keys(linted)).toEqual(["lint"]);
    expect(readFileSync(join(scene.cwd, "lint.xml"), "utf8")).toMatch(/^<\?xml/u);

    const registry = {
      CI_REGISTRY: scene.host,
      CI_REGISTRY_IMAGE: `${scene.host}/acme/charts`,
      CI_REGISTRY_USER: "ci",
      CI_REGISTRY_PASSWORD: "a password",
    };
    const released = await gitlab(scene, ["$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"], {
      CI_PIPELINE_SOURCE: "push",
      CI_COMMIT_BEFORE_SHA: base,
      ...registry,
    });
    expect(Object.keys(released)).toEqual(["release"]);
    expect(released["release"]).toContain("2 published");
    expect(await scene.tags("acme/charts/bp-shop")).toEqual(["1.0.0"]);
    expect(existsSync(join(scene.cwd, "release.json"))).toBe(true);
    expect(released["release"]).not.toContain("a password");
  });

  test("makes a child pipeline whose jobs have what the hidden job wants", async () => {
    const scene = await makeScene();
    const [actions, parent, hidden] = recipesIn("docs/commands/affected.md", "In a pipeline");
    const env = {
      GITLAB_CI: "true",
      CI_PIPELINE_SOURCE: "push",
      CI_COMMIT_BEFORE_SHA: git(scene.cwd, "rev-parse", "HEAD~1"),
    };
    const { script = "" } = ((parent?.value ?? {}) as Gitlab)["affected"] ?? {};
    const made = await shell(script, { cwd: scene.cwd, env });
    expect(made.code, said(made)).toBe(0);
    const child = readFileSync(join(scene.cwd, "child.yaml"), "utf8");
    expect(child).toContain("BP_FOLDER: products/shop");
    const job = ((hidden?.value ?? {}) as Gitlab)[".bp"];
    const variables = { BP_FOLDER: "products/shop", BP_NAME: "bp-shop", BP_VERSION: "1.0.0" };
    const linted = await shell(job?.script ?? "", {
      cwd: scene.cwd,
      env: { ...env, ...variables },
    });
    expect(linted.code, said(linted)).toBe(0);
    expect(linted.stdout).toContain("1 blueprint");
    expect((actions.value as Actions).jobs["check"]?.steps.at(-1)?.run).toContain('"$FOLDER"');
  });
});
