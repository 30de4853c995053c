import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { serveRegistry } from "../../src/oci/index.ts";
import type { Outcome } from "../support/program.ts";
import { bp } from "../support/program.ts";
import type { Fault, Proxy, Seen } from "../support/registry.ts";
import { startProxy } from "../support/registry.ts";
import type { Sigstore } from "../support/sigstore.ts";
import { idToken, issuer, startSigstore, workflow } from "../support/sigstore.ts";
import { temporary, unit, workspace } from "../support/workspace.ts";

/** What each needs, in four waves, of which the second needs all of the first; the umbrella embeds its suite. */
export const needs: Readonly<Record<string, readonly string[]>> = {
  "bp-one": [],
  "bp-two": [],
  "bp-three": [],
  "bp-left": ["bp-one", "bp-two", "bp-three"],
  "bp-right": ["bp-one", "bp-two", "bp-three"],
  "bp-suite": ["bp-left", "bp-right"],
  "bp-umbrella": ["bp-suite"],
};

function tree(): string {
  const embedded = '{ name: bp-suite, version: 1.0.0, repository: "file://../../suite/chart" }';
  return workspace(
    ...Object.entries(needs).map(([name, on]) =>
      unit(`products/${name.slice(3)}`, {
        depends: Object.fromEntries(on.map((one) => [one, "*"])),
        dependencies: name === "bp-umbrella" ? [embedded] : [],
      }),
    ),
  );
}

/** A release in the making: a workspace, a registry behind a proxy, a Sigstore, and a program whose clock goes faster. */
export interface Scene {
  readonly work: string;
  readonly proxy: Proxy;
  readonly sigstore: Sigstore;
  /** The folder that the registry keeps. */
  readonly root: string;
  readonly journal: string;
  /** The program's process while it runs. */
  readonly pid: () => number | undefined;
  /** Signs by identity. */
  readonly publish: (args: readonly string[]) => Promise<Outcome>;
  readonly verify: (reference: string) => Promise<Outcome>;
}

/** @param times how many times as fast as ours the program's clock goes */
export async function makeScene(times: number): Promise<Scene> {
  const sigstore = await startSigstore();
  onTestFinished(sigstore.close);
  const root = temporary();
  const { host, close } = await serveRegistry({ root });
  onTestFinished(close);
  const proxy = await startProxy(host);
  onTestFinished(proxy.close);
  const [work, trusted] = [tree(), join(temporary(), "trusted_root.json")];
  writeFileSync(trusted, JSON.stringify(sigstore.trustedRoot));
  const { url } = sigstore;
  const services = ["--fulcio-url", url, "--rekor-url", url, "--timestamp-server-url", url];
  const token = idToken({ iss: issuer, sub: workflow, aud: "sigstore" });
  const clock = join(import.meta.dirname, "fast-clock.cjs");
  const env = {
    SIGSTORE_ID_TOKEN: token,
    ...(times === 1 ? {} : { NODE_OPTIONS: `--require ${clock}`, BP_TEST_CLOCK: String(times) }),
  };
  let pid: number | undefined;
  return {
    work,
    proxy,
    sigstore,
    root,
    journal: join(work, ".bp/publish.ndjson"),
    pid: () => pid,
    publish: async (args) => {
      const signing = ["--sign", "keyless", ...services, "--trusted-root", trusted];
      return bp(["publish", ...args, ...signing], {
        cwd: work,
        env,
        started: (child) => void (pid = child.pid),
      });
    },
    verify: (reference) => {
      const who = ["--certificate-identity", workflow, "--certificate-oidc-issuer", issuer];
      return bp(["verify", reference, ...who, "--trusted-root", trusted], { cwd: work });
    },
  };
}

/** The lines of the journal after its head: digests by folder. */
export function journalled({ journal }: Scene): Readonly<Record<string, string>> {
  const [, ...lines] = readFileSync(journal, "utf8").trim().split("\n");
  const entries = lines.map((line) => JSON.parse(line) as { folder: string; digest: string });
  return Object.fromEntries(entries.map(({ folder, digest }) => [folder, digest]));
}

/** The blueprint whose version's tag the request sets; undefined for any other request. */
export function taggedBy({ method, path }: Pick<Seen, "method" | "path">): string | undefined {
  if (method !== "PUT") return undefined;
  return /^\/v2\/charts\/(bp-[^/]+)\/manifests\/1\.0\.0$/u.exec(path)?.[1];
}

/** A registry that refuses everything for a minute of the program's clock, and says when to come again. */
export class Limit {
  readonly #times: number;
  #until: number | undefined;
  refused = 0;

  constructor(times: number) {
    this.#times = times;
  }

  /** The minute begins with the first request that is asked about. */
  refuses(): Fault | undefined {
    this.#until ??= performance.now() + 60_000 / this.#times;
    const left = ((this.#until - performance.now()) * this.#times) / 1000;
    if (left <= 0) return undefined;
    this.refused += 1;
    return { status: 429, headers: { "retry-after": String(Math.ceil(left)) } };
  }
}
