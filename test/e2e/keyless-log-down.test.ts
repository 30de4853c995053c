import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { bp, said } from "../support/program.ts";
import { publish } from "../support/reports.ts";
import type { PublishReport } from "../support/reports.ts";
import type { Sigstore } from "../support/sigstore.ts";
import { idToken, issuer, startSigstore, workflow } from "../support/sigstore.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

interface Scene {
  readonly sigstore: Sigstore;
  readonly publish: (...args: readonly string[]) => ReturnType<typeof publish>;
  /** Entries that the log was asked for since the last question. */
  readonly logged: () => number;
}

/** Four artifacts, each of which needs the one before it: they are signed one after another. */
async function scene(): Promise<Scene> {
  const sigstore = await startSigstore();
  onTestFinished(sigstore.close);
  const { host, close } = await serveRegistry({ root: temporary() });
  onTestFinished(close);
  const cwd = workspace(
    unit("products/a"),
    unit("products/b", { depends: { a: "^1.0" } }),
    unit("products/c", { depends: { b: "^1.0" } }),
    unit("products/d", { depends: { c: "^1.0" } }),
  );
  const root = join(temporary(), "trusted_root.json");
  writeFileSync(root, JSON.stringify(sigstore.trustedRoot));
  const { url } = sigstore;
  const services = ["--fulcio-url", url, "--rekor-url", url, "--timestamp-server-url", url];
  const signing = ["--sign", "keyless", ...services, "--trusted-root", root];
  const env = { SIGSTORE_ID_TOKEN: idToken({ iss: issuer, sub: workflow, aud: "sigstore" }) };
  return {
    sigstore,
    publish: (...args) => {
      const to = args.includes("--resume") ? [] : ["--all", "--to", `${host}/charts`];
      return publish([...to, ...args, ...signing], { cwd, env });
    },
    logged: () =>
      sigstore.requests.splice(0).filter((one) => one === "POST /api/v1/log/entries").length,
  };
}

function statuses({ artifacts }: PublishReport): readonly string[] {
  return artifacts.map(({ status }) => status);
}

beforeAll(async () => {
  await bp(["--version"]);
});

test("a log that is down for a while turns nothing red: it is asked again within the budget", async () => {
  const { sigstore, publish: run } = await scene();
  let asked = 0;
  sigstore.logHold = async () => {
    asked += 1;
    sigstore.logFault = asked <= 3 ? { status: 503, body: "be right back" } : undefined;
  };
  const { outcome, report } = await run();
  expect(outcome.code, said(outcome)).toBe(0);
  expect(statuses(report)).toEqual(["published", "published", "published", "published"]);
});

test("one that stays down ends with 5, and --resume signs exactly what is not signed", async () => {
  const { sigstore, publish: run, logged } = await scene();
  let entries = 0;
  // What each needs of the log is told by the first.
  const whole = await scene();
  await whole.publish();
  const each = whole.logged() / 4;
  sigstore.logHold = async () => {
    entries += 1;
    if (entries > 2 * each) sigstore.logFault = { status: 503, body: "down" };
  };
  const first = await run("--network-budget", "0");
  expect(first.outcome.code, said(first.outcome)).toBe(5);
  expect(statuses(first.report)).toEqual(["published", "published", "failed", "blocked"]);
  expect(first.report.artifacts[2]?.error?.message).toContain("Rekor answers 503: down");
  sigstore.logHold = undefined;
  sigstore.logFault = undefined;
  logged();
  const resumed = await run("--resume");
  expect(resumed.outcome.code, said(resumed.outcome)).toBe(0);
  expect(statuses(resumed.report)).toEqual(["unchanged", "unchanged", "published", "published"]);
  expect(resumed.report.artifacts.map(({ requests }) => requests > 0)).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(logged()).toBe(2 * each);
});
