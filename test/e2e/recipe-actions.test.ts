import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { git } from "../support/git.ts";
import { said } from "../support/program.ts";
import { recipesIn } from "../support/recipes.ts";
import { shell } from "../support/shell.ts";
import { keyPair } from "../support/signed.ts";
import { temporary } from "../support/workspace.ts";
import type { Actions, Scene, Texts } from "./recipe-scene.ts";
import { expanded, makeScene } from "./recipe-scene.ts";

describe("the call of the release workflow", () => {
  test("is five lines", () => {
    const [{ text, value }] = recipesIn("docs/ci.md", "GitHub Actions");
    expect(text.trim().split("\n")).toHaveLength(5);
    expect(value).toMatchObject({
      permissions: { contents: "read", packages: "write", "id-token": "write" },
      jobs: {
        release: { uses: "openova-io/bp/.github/workflows/blueprint-release.yaml@v1" },
      },
    });
  });
});

/** Runs the steps of the Gitea recipe, but the checkout. */
async function gitea(
  { cwd, host }: Scene,
  { name, ref, payload }: { readonly name: string; readonly ref: string; readonly payload: object },
  key: string,
): Promise<string> {
  const [{ value }] = recipesIn("docs/ci.md", "Gitea and Forgejo Actions");
  const event = join(temporary(), "event.json");
  writeFileSync(event, JSON.stringify(payload));
  const facts = {
    "github.event_name == 'pull_request'": String(name === "pull_request"),
    "github.event_name != 'pull_request'": String(name !== "pull_request"),
    "github.ref_type == 'tag' && '--affected' || '--all'": ref.startsWith("refs/tags/")
      ? "--affected"
      : "--all",
    "secrets.COSIGN_KEY": readFileSync(key, "utf8"),
    "secrets.COSIGN_PASSWORD": "a password",
  };
  const told = [];
  for (const step of (value as Actions).jobs["release"]?.steps ?? []) {
    if (step.run === undefined || expanded(step.if ?? "true", facts) !== "true") continue;
    const own = Object.entries(step.env ?? {}).map(([one, text]) => [one, expanded(text, facts)]);
    const outcome = await shell(step.run.replace("gitea.example", host), {
      cwd,
      env: {
        GITEA_ACTIONS: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_EVENT_NAME: name,
        GITHUB_EVENT_PATH: event,
        GITHUB_REF: ref,
        ...(Object.fromEntries(own) as Texts),
      },
    });
    told.push(said(outcome));
    expect(outcome.code, told.join("\n")).toBe(0);
  }
  return told.join("\n");
}

describe("the recipe for Gitea and Forgejo", () => {
  test("lints what a pull request affects, publishes on main what is not there, and on a tag that one", async () => {
    const scene = await makeScene();
    const { key } = await keyPair("a password");
    const [head, base] = [
      git(scene.cwd, "rev-parse", "HEAD"),
      git(scene.cwd, "rev-parse", "HEAD~1"),
    ];
    const change = { pull_request: { head: { sha: head }, base: { sha: base } } };
    const linted = await gitea(
      scene,
      { name: "pull_request", ref: "refs/pull/1/head", payload: change },
      key,
    );
    expect(linted).toContain("1 blueprint");
    expect(await scene.tags("acme/bp-shop")).toEqual([]);

    const tag = { name: "push", ref: "refs/tags/platform/base/v1.0.0", payload: {} };
    await gitea(scene, tag, key);
    expect([await scene.tags("acme/bp-base"), await scene.tags("acme/bp-shop")]).toEqual([
      ["1.0.0"],
      [],
    ]);

    const push = { name: "push", ref: "refs/heads/main", payload: { before: base } };
    const published = await gitea(scene, push, key);
    expect(published).toContain("1 published, 1 unchanged");
    expect(existsSync(join(scene.cwd, "release.json"))).toBe(true);
    expect(published).not.toContain("a password");
  });
});
