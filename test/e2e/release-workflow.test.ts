import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { parseYaml, toValue } from "../../src/yaml/index.ts";
import { built, project } from "../support/built.ts";
import type { Outcome } from "../support/program.ts";
import { mustRun, run, said } from "../support/program.ts";
import { startProxy } from "../support/registry.ts";
import { verify } from "../support/reports.ts";
import { keyPair } from "../support/signed.ts";
import { temporary, unit, workspace, write } from "../support/workspace.ts";

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  /** `on`: a bare word that YAML 1.1, and so Kubernetes, reads as a boolean. */
  readonly true: { readonly push: { readonly branches: unknown; readonly paths: unknown } };
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: { readonly publish: { readonly steps: readonly Step[] } };
}

const file = ".github/workflows/blueprint-release.yaml";

function readWorkflow(): Workflow {
  const { documents, findings } = parseYaml(readFileSync(join(project, file), "utf8"), file);
  expect(findings).toEqual([]);
  return toValue(documents[0]?.root) as Workflow;
}

/** What stands between `${{` and `}}` here, as the runner would know it. */
type Facts = Readonly<Record<string, string>>;

function expand(text: string, facts: Facts): string {
  return text.replace(/\$\{\{\s*([\w.]+)\s*\}\}/gu, (whole, name: string) => {
    const value = facts[name];
    if (value === undefined) throw new Error(`the test knows no ${whole}`);
    return value;
  });
}

/**
 * Runs the steps as a runner does, with bash, in a clone. Two words are not what they are there: the registry on
 * loopback stands for ghcr.io, and instead of `npm ci`, which needs a registry of packages, this project's own
 * packages lie in the clone: `npx bp` then runs the built program of this checkout.
 */
async function runSteps(clone: string, host: string, facts: Facts): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const home = temporary();
  for (const step of readWorkflow().jobs.publish.steps) {
    if (step.run === undefined) continue;
    const script = expand(step.run, facts)
      .replaceAll("ghcr.io", host)
      .replace(/\bnpm ci\b/u, "true");
    const env = Object.entries(step.env ?? {}).map(([name, text]) => [name, expand(text, facts)]);
    outcomes.push(
      await run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
        cwd: clone,
        env: {
          HOME: home,
          CI: "true",
          GITHUB_ACTOR: "somebody",
          COSIGN_PASSWORD: undefined,
          npm_config_offline: "true",
          ...(Object.fromEntries(env) as Facts),
        },
      }),
    );
  }
  return outcomes;
}

/** A repository with two blueprints, as a runner has cloned it, and the project's packages beside them. */
async function cloned(): Promise<string> {
  const folder = workspace(
    unit("platform/base"),
    unit("products/shop", { depends: { "bp-base": "^1.0.0" } }),
  );
  write(folder, { ".gitignore": "node_modules\n" });
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
  await mustRun("git", ["init", "-q"], { cwd: folder });
  await mustRun("git", ["add", "-A"], { cwd: folder });
  await mustRun("git", [...who, "commit", "-qm", "Two blueprints."], { cwd: folder });
  write(folder, { "node_modules/.package": "" });
  const bin = join(folder, "node_modules/.bin");
  write(bin, { ".keep": "" });
  symlinkSync(await built(), join(bin, "bp"));
  return folder;
}

test("it runs when blueprints change on main, and may write packages alone", () => {
  const { true: on, permissions } = readWorkflow();
  expect(on.push).toEqual({ branches: ["main"], paths: ["platform/**", "products/**"] });
  expect(permissions).toEqual({ contents: "read", packages: "write" });
});

test("its steps publish everything, and a second run changes nothing", async () => {
  const served = await serveRegistry({ root: temporary() });
  onTestFinished(served.close);
  const proxy = await startProxy(served.host, ({ authorization }) =>
    authorization === basic ? undefined : challenge,
  );
  onTestFinished(proxy.close);
  const keys = await keyPair("a password");
  const facts: Facts = {
    "github.repository_owner": "openova",
    "secrets.GITHUB_TOKEN": "a-token",
    "secrets.COSIGN_KEY": readFileSync(keys.key, "utf8"),
    "secrets.COSIGN_PASSWORD": "a password",
  };
  const clone = await cloned();

  const first = await runSteps(clone, proxy.host, facts);
  for (const outcome of first) expect(outcome.code, said(outcome)).toBe(0);
  expect(all(first)).toContain("2 published");
  const reference = `${served.host}/openova/bp-shop:1.0.0`;
  const { report } = await verify([reference, "--key", keys.publicKey], { cwd: clone });
  expect(report.ok).toBe(true);

  proxy.requests.splice(0);
  const second = await runSteps(clone, proxy.host, facts);
  for (const outcome of second) expect(outcome.code, said(outcome)).toBe(0);
  expect(all(second)).toContain("2 unchanged");
  const methods = new Set(proxy.requests.map(({ method }) => method));
  expect([...methods].toSorted()).toEqual(["GET", "HEAD"]);
  const everything = all([...first, ...second]);
  expect(everything).not.toContain("a-token");
  expect(everything).not.toContain("a password");
});

function all(outcomes: readonly Outcome[]): string {
  return outcomes.map((outcome) => said(outcome)).join("");
}

const basic = `Basic ${Buffer.from("somebody:a-token").toString("base64")}`;
const challenge = {
  status: 401,
  headers: { "www-authenticate": 'Basic realm="loopback"' },
  body: '{"errors":[{"code":"UNAUTHORIZED","message":"log in"}]}',
};
