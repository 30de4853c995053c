import { existsSync } from "node:fs";

import { bp, bpPublish } from "../test/interop/support/bp.ts";
import { cosignModes, cosignVerify, writeTrustedRoot } from "../test/interop/support/cosign.ts";
import { peersNamed } from "../test/interop/support/peers.ts";
import type { InstalledPeer } from "../test/interop/support/peers.ts";
import { mustRun } from "../test/interop/support/process.ts";
import type { Scratch } from "../test/interop/support/scratch.ts";
import type { ReleaseChart } from "./release-tree.ts";

export interface ReleaseJob {
  readonly scratch: Scratch;
  readonly workspace: string;
  readonly charts: readonly ReleaseChart[];
  readonly key: string;
  readonly publicKey: string;
}

/** Somebody who releases all charts to a registry, and can verify what another one released. */
export interface Side {
  readonly name: string;
  /** @throws Error where it does not end as it should */
  release(host: string): Promise<void>;
  /** Verifies a chart that the other side released. @throws Error */
  verify(reference: string): Promise<void>;
}

export function ownSide(job: ReleaseJob): Side {
  const { workspace, charts, key, publicKey, scratch } = job;
  const options = { cwd: workspace, env: scratch.env };
  return {
    name: "bp publish",
    release: async (host) => {
      const to = ["--to", `${host}/charts`, "--plain-http"];
      const done = await bpPublish(["--all", ...to, "--key", key], options);
      if (done.length !== charts.length) throw new Error(`${done.length} were published`);
    },
    verify: async (reference) => {
      const args = ["verify", reference, "--key", publicKey, "--plain-http", "-o", "json"];
      const { stdout } = await bp(args, options);
      const { checks } = JSON.parse(stdout) as { checks: { name: string; ok: boolean }[] };
      const signed = checks.filter(({ name }) => /-(?:bundle|legacy)$/u.test(name));
      if (signed.length < 7 || signed.some(({ ok }) => !ok))
        throw new Error(`bp refuses ${reference}: ${JSON.stringify(checks)}`);
    },
  };
}

const script = new URL("release/publish.sh", import.meta.url).pathname;

/** The newest of each that is built; undefined, and the reason is told, where one is missing. */
export async function peerSide(job: ReleaseJob, jobs: number): Promise<Side | undefined> {
  const [helm, syft, cosign, oras] = ["helm", "syft", "cosign", "oras"].map(newest);
  if (!helm || !syft || !cosign || !oras || !existsSync("/usr/bin/env_parallel.bash")) {
    console.log("without helm, syft, cosign, oras or GNU parallel: only bp is measured");
    return undefined;
  }
  const { scratch, workspace, charts, key, publicKey } = job;
  await writeTrustedRoot(scratch);
  const config = scratch.path("signing-config.json");
  await mustRun(cosign.path, ["signing-config", "create", "--out", config], { env: scratch.env });
  const programs = programsOf({ helm, syft, cosign, oras });
  let runs = 0;
  return {
    name: `${helm.label}, ${syft.label}, ${cosign.label}`,
    release: async (host) => {
      runs += 1;
      const keys = { KEY: key, PUB: publicKey, CONFIG: config };
      const env = { ...scratch.env, ...programs, ...keys, HOST: host };
      const folders = charts.map(({ folder }) => `${workspace}/${folder}`);
      const options = { env: { ...env, OUT: scratch.path(`out-${runs}`) }, timeoutMs: 900_000 };
      await mustRun(script, [String(jobs), ...folders], options);
    },
    verify: async (reference) => {
      for (const mode of cosignModes(cosign)) {
        for (const predicate of [undefined, "slsaprovenance1", "cyclonedx"] as const) {
          const call = { cosign, mode, publicKey, scratch };
          const { code, stderr } = await cosignVerify(call, reference, predicate);
          if (code !== 0) throw new Error(`cosign refuses ${reference}: ${stderr}`);
        }
      }
    },
  };
}

function newest(name: string): InstalledPeer | undefined {
  const numeric = new Intl.Collator("en", { numeric: true });
  const built = peersNamed(name).filter(({ present }) => present);
  return built.toSorted((a, b) => numeric.compare(b.version, a.version))[0];
}

function programsOf(peers: Readonly<Record<string, InstalledPeer>>): NodeJS.ProcessEnv {
  const paths = Object.entries(peers).map(([name, { path }]) => [name.toUpperCase(), path]);
  return { ...Object.fromEntries(paths), SYFT_CHECK_FOR_APP_UPDATE: "false" };
}
