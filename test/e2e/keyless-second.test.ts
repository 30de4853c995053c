import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, expect, onTestFinished, test } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import { bp, said } from "../support/program.ts";
import { publish } from "../support/reports.ts";
import type { Sigstore } from "../support/sigstore.ts";
import { idToken, issuer, startSigstore, workflow } from "../support/sigstore.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

/** Rekor's second API, asked for by options, by a signing config and by the configuration. */
interface Scene {
  readonly sigstore: Sigstore;
  readonly work: string;
  readonly registry: string;
  readonly publish: (...args: readonly string[]) => ReturnType<typeof publish>;
  readonly verify: () => ReturnType<typeof bp>;
}

/** The signature, the provenance, and an SBOM in each of two forms. */
const signed = 4;
const token = idToken({ iss: issuer, sub: workflow, aud: "sigstore" });
const ours = ["--certificate-identity", workflow, "--certificate-oidc-issuer", issuer];

async function scene(config = ""): Promise<Scene> {
  const sigstore = await startSigstore();
  onTestFinished(sigstore.close);
  const { host, close } = await serveRegistry({ root: temporary() });
  onTestFinished(close);
  const work = workspace(unit("products/a"));
  if (config !== "")
    writeFileSync(join(work, "bp.config.yaml"), config.replaceAll("URL", sigstore.url));
  const root = join(work, "trusted_root.json");
  writeFileSync(root, JSON.stringify(sigstore.secondRoot));
  const trusted = ["--trusted-root", root];
  const registry = `${host}/charts`;
  const env = { SIGSTORE_ID_TOKEN: token };
  return {
    sigstore,
    work,
    registry,
    publish: (...args) =>
      publish(["--all", "--to", registry, "--sign", "keyless", ...trusted, ...args], {
        cwd: work,
        env,
      }),
    verify: () => bp(["verify", `${registry}/bp-a:1.0.0`, ...ours, ...trusted], { cwd: work }),
  };
}

function service(url: string, majorApiVersion: number): object {
  const validFor = { start: "2020-01-01T00:00:00Z" };
  return { url, majorApiVersion, validFor, operator: "sigstore.test" };
}

function signingConfig({ url }: Sigstore): object {
  return {
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: [service(url, 1)],
    rekorTlogUrls: [service(url, 2), service("http://127.0.0.1:1", 1)],
    tsaUrls: [service(`${url}/api/v1/timestamp`, 1)],
    rekorTlogConfig: { selector: "ANY" },
    tsaConfig: { selector: "ANY" },
  };
}

function posts({ requests }: Sigstore, path: string): number {
  return requests.filter((request) => request === `POST ${path}`).length;
}

beforeAll(async () => {
  await bp(["--version"]);
});

const addresses = (url: string): readonly string[] => ["--fulcio-url", url, "--rekor-url", url];
const second = ["--rekor-version", "2"];

test("by options: bundles alone, with a proof and a timestamp each, that verify", async () => {
  const { sigstore, publish: run, verify } = await scene();
  const { url } = sigstore;
  const stamped = ["--timestamp-server-url", url];
  const { outcome } = await run(...addresses(url), ...second, ...stamped);
  expect(outcome.code, said(outcome)).toBe(0);
  expect(posts(sigstore, "/api/v2/log/entries")).toBe(signed);
  expect(posts(sigstore, "/api/v1/timestamp")).toBe(signed);
  expect(posts(sigstore, "/api/v1/log/entries")).toBe(0);
  const verified = await verify();
  expect(verified.code, said(verified)).toBe(0);
  expect(said(verified)).toMatch(
    /warn\s+signature-legacy\s+BP803\s+there is no \.sig: the bundles/u,
  );
});

test("by a signing config, which leaves no address open", async () => {
  const { sigstore, work, publish: run, verify } = await scene();
  const file = join(work, "signing_config.json");
  writeFileSync(file, JSON.stringify(signingConfig(sigstore)));
  const { outcome } = await run("--signing-config", file);
  expect(outcome.code, said(outcome)).toBe(0);
  expect(posts(sigstore, "/api/v2/log/entries")).toBe(signed);
  expect((await verify()).code).toBe(0);
  const both = await bp(
    ["publish", "--all", "--sign", "keyless", "--signing-config", file, ...second],
    { cwd: work, env: { SIGSTORE_ID_TOKEN: token } },
  );
  expect([both.code, said(both)]).toEqual([2, expect.stringContaining("names every service")]);
});

test("by the configuration", async () => {
  const services = "fulcio: URL, rekor: URL, rekorVersion: 2, timestamp: URL";
  const { sigstore, publish: run, verify } = await scene(`signing: { ${services} }\n`);
  const { outcome } = await run();
  expect(outcome.code, said(outcome)).toBe(0);
  expect(posts(sigstore, "/api/v2/log/entries")).toBe(signed);
  expect((await verify()).code).toBe(0);
});

test.each([
  ["without a timestamp authority", "", [], /nothing would vouch for the time/u],
  [
    "where a declared reader knows .sig alone",
    'targets: { flux: "2.7" }\n',
    ["--timestamp-server-url"],
    /Flux 2.7.0 \(targets.flux\) reads .sig alone, and Rekor's second API has no place/u,
  ],
])("%s it ends with 2 before anything is signed", async (_, config, stamped, says) => {
  const { sigstore, publish: run } = await scene(config);
  const { url } = sigstore;
  const more = stamped.flatMap((name) => [name, url]);
  const { outcome } = await run(...addresses(url), ...second, ...more);
  expect([outcome.code, said(outcome)]).toEqual([2, expect.stringMatching(says)]);
  expect(posts(sigstore, "/api/v2/log/entries")).toBe(0);
});
