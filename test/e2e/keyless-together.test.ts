import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { bp, said } from "../support/program.ts";
import { publish } from "../support/reports.ts";
import { idToken, issuer, startSigstore, workflow } from "../support/sigstore.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

/** Four artifacts work at a time, four times as many have begun, and each has five signatures logged. */
const together = 4 * 4 * 5;

beforeAll(async () => {
  await bp(["--version"]);
});

test("a log that answers nobody before all ask: artifacts wait for it together, and not more than may", async () => {
  const sigstore = await startSigstore();
  onTestFinished(sigstore.close);
  const { host, close } = await serveRegistry({ root: temporary() });
  onTestFinished(close);
  const names = Array.from({ length: 18 }, (_, index) => `c${index}`);
  const work = workspace(...names.map((name) => unit(`products/${name}`)));
  const root = join(temporary(), "trusted_root.json");
  writeFileSync(root, JSON.stringify(sigstore.trustedRoot));
  let [waiting, most] = [0, 0];
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  sigstore.logHold = async () => {
    waiting += 1;
    most = Math.max(most, waiting);
    if (waiting === together) open();
    await opened;
    waiting -= 1;
  };
  const { url } = sigstore;
  const services = ["--fulcio-url", url, "--rekor-url", url, "--timestamp-server-url", url];
  const signing = ["--sign", "keyless", ...services, "--trusted-root", root];
  const env = { SIGSTORE_ID_TOKEN: idToken({ iss: issuer, sub: workflow, aud: "sigstore" }) };
  const { outcome, report } = await publish(
    ["--all", "--concurrency", "4", "--to", `${host}/charts`, ...signing],
    {
      cwd: work,
      env,
    },
  );
  expect(outcome.code, said(outcome)).toBe(0);
  expect(new Set(report.artifacts.map(({ status }) => status))).toEqual(new Set(["published"]));
  expect(most).toBe(together);
  const logged = sigstore.requests.filter((request) => request === "POST /api/v1/log/entries");
  expect(logged).toHaveLength(names.length * 5);
});
