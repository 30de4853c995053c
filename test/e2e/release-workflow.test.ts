import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { parseYaml, toValue } from "../../src/yaml/index.ts";
import type { Fetched } from "../support/action.ts";
import { fetchedAction, useAction } from "../support/action.ts";
import { project } from "../support/built.ts";
import { commit, git, initialise } from "../support/git.ts";
import type { Outcome } from "../support/program.ts";
import { said } from "../support/program.ts";
import type { Proxy } from "../support/registry.ts";
import { startProxy } from "../support/registry.ts";
import { verify } from "../support/reports.ts";
import { keyPair } from "../support/signed.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

type Texts = Readonly<Record<string, string>>;

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Texts;
}

interface Job {
  readonly if: string;
  readonly permissions?: Texts;
  readonly steps: readonly Step[];
}

interface Workflow {
  /** `on`: a bare word that YAML 1.1, and so Kubernetes, reads as a boolean. */
  readonly true: {
    readonly push: object;
    readonly pull_request: object;
    readonly workflow_call: object;
  };
  readonly permissions: Texts;
  readonly jobs: Readonly<Record<string, Job>>;
}

const file = ".github/workflows/blueprint-release.yaml";

function readWorkflow(): Workflow {
  const { documents, findings } = parseYaml(readFileSync(join(project, file), "utf8"), file);
  expect(findings).toEqual([]);
  return toValue(documents[0]?.root) as Workflow;
}

/** An event as a runner tells it. */
interface Event {
  readonly name: "push" | "pull_request";
  readonly ref: string;
  readonly payload: object;
}

/** What the runner puts in place of each expression of the workflow; one that is not here fails the test. */
function expressions({ name, ref }: Event, secrets: Texts, host: string): Texts {
  const isTag = ref.startsWith("refs/tags/");
  return {
    "github.event_name == 'pull_request'": String(name === "pull_request"),
    "github.event_name != 'pull_request'": String(name !== "pull_request"),
    "github.ref_type == 'tag' && '--affected' || '--all'": isTag ? "--affected" : "--all",
    "inputs.registry || format('ghcr.io/{0}', github.repository_owner)": `${host}/acme`,
    ...Object.fromEntries(
      ["COSIGN_KEY", "COSIGN_PASSWORD"].map((one) => [`secrets.${one}`, secrets[one] ?? ""]),
    ),
  };
}

function expand(text: string, facts: Texts): string {
  return text.replace(/\$\{\{\s*(.+?)\s*\}\}/gu, (whole, expression: string) => {
    const value = facts[expression];
    if (value === undefined) throw new Error(`the test knows no ${whole}`);
    return value;
  });
}

interface Runner {
  readonly clone: string;
  readonly action: Fetched;
  readonly proxy: Proxy;
  readonly secrets: Texts;
  readonly publicKey: string;
}

/** A repository with two blueprints, a registry, and the action as a runner fetches it. */
async function runner(): Promise<Runner> {
  const served = await serveRegistry({ root: temporary() });
  onTestFinished(served.close);
  const proxy = await startProxy(served.host);
  onTestFinished(proxy.close);
  const keys = await keyPair("a password");
  const clone = workspace(
    unit("platform/base"),
    unit("products/shop", { depends: { "bp-base": "^1.0.0" } }),
  );
  initialise(clone);
  commit(clone, "Two blueprints.");
  return {
    clone,
    action: await fetchedAction(),
    proxy,
    secrets: {
      COSIGN_KEY: readFileSync(keys.key, "utf8"),
      COSIGN_PASSWORD: "a password",
    },
    publicKey: keys.publicKey,
  };
}

/** Runs the jobs of the event, as far as they are ours: a checkout is there already, and nothing is uploaded. */
async function runWorkflow(
  { clone, action, proxy, secrets }: Runner,
  event: Event,
): Promise<readonly (Outcome & { readonly outputs: Texts })[]> {
  const facts = expressions(event, secrets, proxy.host);
  const payload = join(temporary(), "event.json");
  writeFileSync(payload, JSON.stringify(event.payload));
  const env = {
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: payload,
    GITHUB_REF: event.ref,
  };
  const outcomes = [];
  for (const job of Object.values(readWorkflow().jobs)) {
    if (expand(job.if, facts) !== "true") continue;
    for (const { uses = "", with: given = {} } of job.steps) {
      if (!uses.startsWith("openova-io/bp@")) continue;
      const inputs = Object.entries(given).map(([name, text]) => [name, expand(text, facts)]);
      outcomes.push(await useAction(action, Object.fromEntries(inputs) as Texts, { clone, env }));
    }
  }
  return outcomes;
}

const pushed = (before: string): Event => ({
  name: "push",
  ref: "refs/heads/main",
  payload: { before },
});

function all(outcomes: readonly Outcome[]): string {
  return outcomes.map((outcome) => said(outcome)).join("");
}

describe("the release workflow", () => {
  test("runs for pull requests, main and tags, is called by others, and may write where it publishes alone", () => {
    const { true: on, permissions, jobs } = readWorkflow();
    const paths = ["platform/**", "products/**"];
    expect(on).toMatchObject({
      push: { branches: ["main"], tags: ["platform/*/v*", "products/*/v*"], paths },
      pull_request: { paths },
      workflow_call: {},
    });
    expect(permissions).toEqual({ contents: "read" });
    expect(jobs["validate"]?.permissions).toEqual({ contents: "read", packages: "read" });
    expect(jobs["publish"]?.permissions).toEqual({
      contents: "read",
      packages: "write",
      "id-token": "write",
    });
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    // Every step is an action's, so that no text of a pull request is ever read by a shell.
    expect(steps.filter(({ run }) => run !== undefined)).toEqual([]);
  });

  test("publishes everything on main, signed, with its record; the second time nothing changes", async () => {
    const scene = await runner();
    const head = git(scene.clone, "rev-parse", "HEAD");
    const first = await runWorkflow(scene, pushed("0".repeat(40)));
    expect(all(first)).toContain("2 published");
    const [, published] = first;
    expect(first).toMatchObject([
      { code: 0 },
      { code: 0, outputs: { ok: "true", published: "2" } },
    ]);
    expect(published?.outputs["record"]).toContain(`/acme/releases:${head.slice(0, 12)}-`);
    expect(existsSync(join(scene.clone, "release.json"))).toBe(true);
    const reference = `${scene.proxy.host}/acme/bp-shop:1.0.0`;
    const { report } = await verify([reference, "--key", scene.publicKey], { cwd: scene.clone });
    expect(report.ok).toBe(true);

    scene.proxy.requests.splice(0);
    const second = await runWorkflow(scene, pushed(head));
    expect(second).toMatchObject([{ code: 0 }, { code: 0, outputs: { published: "0" } }]);
    const methods = new Set(scene.proxy.requests.map(({ method }) => method));
    expect([...methods].toSorted()).toEqual(["GET", "HEAD"]);
    expect(all([...first, ...second])).not.toContain("a password");
  });

  test("plans on a pull request what it affects, writes nothing, and says what a merge would not publish", async () => {
    const scene = await runner();
    const base = git(scene.clone, "rev-parse", "HEAD");
    await runWorkflow(scene, pushed("0".repeat(40)));
    git(scene.clone, "checkout", "-q", "-b", "change");
    appendFileSync(join(scene.clone, "products/shop/chart/values.yaml"), "more: 1\n");
    const head = commit(scene.clone, "A value.");
    scene.proxy.requests.splice(0);
    const change: Event = {
      name: "pull_request",
      ref: "refs/pull/1/merge",
      payload: { pull_request: { head: { sha: head }, base: { sha: base } } },
    };
    const outcomes = await runWorkflow(scene, change);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 4]);
    expect(all(outcomes)).toContain("bp-shop:1.0.0 is published as");
    expect(all(outcomes)).not.toContain("bp-base:1.0.0");
    const methods = new Set(scene.proxy.requests.map(({ method }) => method));
    expect([...methods].filter((method) => method !== "GET" && method !== "HEAD")).toEqual([]);
  });

  test("publishes on a tag exactly what it names", async () => {
    const scene = await runner();
    const tag: Event = { name: "push", ref: "refs/tags/platform/base/v1.0.0", payload: {} };
    const outcomes = await runWorkflow(scene, tag);
    expect(outcomes).toMatchObject([{ code: 0 }, { code: 0, outputs: { published: "1" } }]);
    const { name } =
      (JSON.parse(outcomes[1]?.outputs["artifacts"] ?? "[]") as { name: string }[])[0] ?? {};
    expect(name).toBe("bp-base");
  });
});

describe("the action", () => {
  test("runs on Node 24, from its own tree, and names its outputs", async () => {
    const { action } = await fetchedAction();
    expect(action.runs).toEqual({ using: "node24", main: "bin/action.js" });
    const scene = await runner();
    const used = await useAction(
      scene.action,
      { command: "affected", options: "--base=HEAD\n\n  -o  \n json=report.json \n" },
      { clone: scene.clone, env: {} },
    );
    expect(used.code, said(used)).toBe(0);
    expect(used.outputs).toMatchObject({ any: "false", count: "0", ok: "true" });
    expect(JSON.parse(readFileSync(join(scene.clone, "report.json"), "utf8"))).toMatchObject({
      command: "affected",
    });
    for (const name of Object.keys(used.outputs).filter((one) => !one.startsWith("wave-")))
      expect(Object.keys(action.outputs)).toContain(name);
  });

  test("hands on the exit code, a folder below the checkout, and refuses to guess a command", async () => {
    const scene = await runner();
    const used = (given: Texts) => useAction(scene.action, given, { clone: scene.clone, env: {} });
    expect(await used({ command: "list", selection: "nowhere" })).toMatchObject({ code: 2 });
    const below = await used({ command: "list", "working-directory": "products/shop" });
    expect(below.stdout).not.toContain("bp-base");
    const none = await used({ command: " " });
    expect(none).toMatchObject({ code: 2, stdout: expect.stringContaining("::error::") as string });
  });
});
