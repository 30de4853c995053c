/**
 * `node bench/vendor.ts [--rounds N] [--charts 40] [--megabytes 5] [--check]`: an umbrella over many upstream charts of
 * one repository, whose index is large, vendored by bp and by each helm. With --check the exit code is 1 where a limit
 * is broken.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

import { mustBp } from "../test/interop/support/bp.ts";
import type { InstalledPeer } from "../test/interop/support/peers.ts";
import { peersNamed } from "../test/interop/support/peers.ts";
import { mustRun } from "../test/interop/support/process.ts";
import { makeScratch } from "../test/interop/support/scratch.ts";
import { table } from "../test/interop/support/table.ts";
import type { Contender } from "./measure.ts";
import { measure, median, ratio } from "./measure.ts";

const COLD_LIMIT = 8;
const WARM_LIMIT = 50;
const chart = "platform/all/chart";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    charts: { type: "string", default: "40" },
    megabytes: { type: "string", default: "5" },
    check: { type: "boolean", default: false },
  },
});

const scratch = makeScratch();
const server = spawn(
  process.execPath,
  [new URL("upstream-server.ts", import.meta.url).pathname, values.charts, values.megabytes],
  { stdio: ["ignore", "pipe", "inherit"] },
);
try {
  const [line] = (await once(createInterface(server.stdout), "line")) as [string];
  const { url, index } = JSON.parse(line) as { url: string; index: number };
  console.log(`${values.charts} charts, an index of ${(index / 1e6).toFixed(1)} MB`);
  const holds = await compare(await prepare(url));
  if (values.check && !holds) process.exitCode = 1;
} finally {
  server.kill();
  await scratch.remove();
}

interface Job {
  /** A workspace with one chart, locked. */
  readonly locked: string;
  /** The same without locks. */
  readonly bare: string;
  readonly env: NodeJS.ProcessEnv;
}

async function prepare(url: string): Promise<Job> {
  const [bare, locked] = [scratch.path("bare"), scratch.path("locked")];
  await mkdir(join(bare, chart), { recursive: true });
  const needs = Array.from({ length: Number(values.charts) }, (_, at) => {
    return `  - { name: up-${at}, version: 1.99.0, repository: "${url}" }\n`;
  });
  await writeFile(
    join(bare, chart, "Chart.yaml"),
    `apiVersion: v2\nname: bp-all\nversion: 1.0.0\ndependencies:\n${needs.join("")}`,
  );
  const list = scratch.path("repositories.yaml");
  await writeFile(list, JSON.stringify({ repositories: [{ name: "up", url }] }));
  const env = { ...scratch.env, HELM_REPOSITORY_CONFIG: list, XDG_CACHE_HOME: scratch.path("bp") };
  await cp(bare, locked, { recursive: true });
  await mustBp(["vendor"], { cwd: locked, env });
  await rm(join(locked, chart, "charts"), { recursive: true });
  return { bare, locked, env };
}

async function compare(job: Job): Promise<boolean> {
  const helms = peersNamed("helm").filter(
    ({ present, version }) => present && /^(?:4|3\.2)/u.test(version),
  );
  const contenders = [
    bp("bp vendor, nothing cached, no locks", job, { from: job.bare, cache: "cold" }),
    bp("bp vendor, nothing cached", job, { from: job.locked, cache: "cold" }),
    bp("bp vendor, cached", job, { from: job.locked, cache: "bp" }),
    ...helms.map((helm) => helmBuild(helm, job)),
  ];
  const series = await measure(contenders, Number(values.rounds));
  const rows = series.map(({ name, times }) => [name, ...times.map((time) => time.toFixed(0))]);
  console.log(table([["ms, sorted"], ...rows]));
  const [, cold, warm, ...others] = series;
  if (cold === undefined || warm === undefined) return false;
  const lines = others.map((helm) => {
    const [one, two] = [ratio(helm, cold), ratio(helm, warm)];
    console.log(
      `${helm.name}: ${median(helm).toFixed(0)} ms, ${one.toFixed(1)} times bp cold (limit ${COLD_LIMIT}), ${two.toFixed(0)} times warm (limit ${WARM_LIMIT})`,
    );
    return one >= COLD_LIMIT && two >= WARM_LIMIT;
  });
  return lines.every(Boolean);
}

function bp(name: string, job: Job, { from, cache }: { from: string; cache: string }): Contender {
  return onCopy(name, from, async (cwd) => {
    const env = { ...job.env, XDG_CACHE_HOME: scratch.path(cache) };
    await mustBp(["vendor"], { cwd, env });
  });
}

function helmBuild(helm: InstalledPeer, job: Job): Contender {
  const env = { ...job.env, HELM_CACHE_HOME: scratch.path(helm.version) };
  return onCopy(`${helm.label} dependency build`, job.locked, async (cwd) => {
    await mustRun(helm.path, ["dependency", "build", join(cwd, chart)], { env });
  });
}

/** Each run has a working copy of its own, and a cold cache where it is called cold. */
function onCopy(name: string, from: string, run: (cwd: string) => Promise<void>): Contender {
  return {
    name,
    prepare: async () => {
      const cwd = scratch.path("copy");
      await cp(from, cwd, { recursive: true });
      return {
        run: () => run(cwd),
        clear: async () => {
          const { length } = await readdir(join(cwd, chart, "charts"));
          if (length !== Number(values.charts))
            throw new Error(`${name} put ${length} charts there`);
          await rm(cwd, { recursive: true });
          await rm(scratch.path("cold"), { recursive: true, force: true });
        },
      };
    },
  };
}
