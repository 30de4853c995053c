/**
 * `npm run build && node bench/oci.ts [--rounds N] [--check] [WORD …]`: moves a blob of 1 GB, and 2,000 blobs of 1 KB,
 * between a folder of layouts and a registry on loopback, as whole processes: `bp mirror` beside `oras cp` and crane,
 * where they are built; the 2,000 also over a link of 5 ms each way. In memory (/dev/shm) where there is room, so that no
 * disk is measured. Words choose a part: each must be in its name, as in `"bp serve" push large`. With --check the exit
 * code is 1 where a limit is broken.
 */
import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { startBpServe } from "../test/interop/support/bp-serve.ts";
import { installed } from "../test/interop/support/registries.ts";
import type { Registry } from "../test/interop/support/registry.ts";
import { startRegistry } from "../test/interop/support/registry.ts";
import { table } from "../test/interop/support/table.ts";
import type { Series } from "./measure.ts";
import { measure, median, ratio } from "./measure.ts";
import type { Load } from "./oci-content.ts";
import { loads, makeLayout } from "./oci-content.ts";
import type { Mover } from "./oci-movers.ts";
import { movers, run } from "./oci-movers.ts";
import { slowLink } from "./slow-link.ts";

/** Of oras' throughput, for the large blob; how many times as fast, for the many over a link; in bytes. */
const [THROUGHPUT, TIMES, MEMORY] = [0.8, 2, 200_000_000];

/** Each way, in milliseconds. */
const LINK_MS = 5;

const { values, positionals } = parseArgs({
  options: { rounds: { type: "string", default: "3" }, check: { type: "boolean", default: false } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);

/** What the processes and their servers write lies here. */
const root = mkdtempSync(join(roomy("/dev/shm", 8e9) ? "/dev/shm" : tmpdir(), "bp-oci-"));
process.env["TMPDIR"] = root;
process.on("exit", () => rmSync(root, { recursive: true, force: true }));

const source = join(root, "source");
for (const load of Object.values(loads)) await makeLayout(source, load);

interface Part {
  readonly registry: string;
  readonly direction: "push" | "pull";
  readonly load: Load;
}

interface Measured {
  readonly series: readonly Series[];
  /** In bytes, by name. */
  readonly peaks: ReadonlyMap<string, number>;
}

type Result = Part & Measured;

const results: Result[] = [];
for (const [registry, start] of await servers()) {
  const far = `${registry}, ${LINK_MS} ms away`;
  for (const load of [loads.large, loads.tenth, loads.many]) {
    await add({ registry, direction: "push", load }, () => pushed(start, load));
    await add({ registry, direction: "pull", load }, () => pulled(start, load));
  }
  const load = loads.many;
  await add({ registry: far, direction: "push", load }, () => pushed(away(start), load, 1));
  await add({ registry: far, direction: "pull", load }, () => pulled(away(start), load, 1));
}
console.log(
  table([
    ["registry", "", "load", "program", "ms, sorted", "MB/s", "peak MB"],
    ...results.flatMap(rowsOf),
  ]),
);
const verdicts = results.flatMap(judge);
for (const { text } of verdicts) console.log(text);
if (values.check && verdicts.some(({ holds }) => !holds)) process.exitCode = 1;

async function add(part: Part, measured: () => Promise<Measured>): Promise<void> {
  const name = `${part.registry} ${part.direction} ${part.load.name}`;
  if (positionals.every((word) => name.includes(word)))
    results.push({ ...part, ...(await measured()) });
}

function roomy(folder: string, bytes: number): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > bytes;
}

type Start = () => Promise<Pick<Registry, "host" | "stop">>;

async function servers(): Promise<readonly (readonly [string, Start])[]> {
  const debian = await installed("docker-registry");
  return [
    ["bp serve", startBpServe],
    ...(debian ? ([["docker-registry", () => startRegistry()]] as const) : []),
  ];
}

/** The same registry, some milliseconds away. */
function away(start: Start): Start {
  return async () => {
    const registry = await start();
    const link = await slowLink(registry.host, LINK_MS);
    const stop = async (): Promise<void> => {
      await link.stop();
      await registry.stop();
    };
    return { host: link.host, stop };
  };
}

async function pushed(start: Start, load: Load, times = rounds): Promise<Measured> {
  const peaks = new Map<string, number>();
  const contenders = movers().map((mover) => ({
    name: mover.name,
    prepare: async () => {
      const { host, stop } = await start();
      const command = mover.push({ folder: source, name: load.name, host });
      return { run: () => marked(mover, command, peaks), clear: stop };
    },
  }));
  return { series: await measure(contenders, times), peaks };
}

async function pulled(start: Start, load: Load, times = rounds): Promise<Measured> {
  const peaks = new Map<string, number>();
  const { host, stop } = await start();
  const [own] = movers();
  if (own !== undefined) await run(own.push({ folder: source, name: load.name, host }), root);
  const contenders = movers().map((mover) => ({
    name: mover.name,
    prepare: async () => {
      const folder = mkdtempSync(join(root, "pulled-"));
      const command = mover.pull({ folder, name: load.name, host });
      const clear = async (): Promise<void> => rmSync(folder, { recursive: true, force: true });
      return { run: () => marked(mover, command, peaks), clear };
    },
  }));
  try {
    return { series: await measure(contenders, times), peaks };
  } finally {
    await stop();
  }
}

/** A peer that fails is told as such, and the others go on. */
async function marked(
  { name }: Mover,
  command: readonly string[],
  peaks: Map<string, number>,
): Promise<void> {
  try {
    peaks.set(name, Math.max(peaks.get(name) ?? 0, await run(command, root)));
  } catch (error) {
    if (name === movers()[0]?.name) throw error;
    peaks.set(name, Number.NaN);
    console.log(error instanceof Error ? error.message.slice(0, 400) : String(error));
  }
}

function rowsOf({
  registry,
  direction,
  load,
  series,
  peaks,
}: Result): readonly (readonly string[])[] {
  const size = load.layers * load.bytes;
  return series.map((one) => {
    const peak = peaks.get(one.name) ?? 0;
    const what = load.layers === 1 ? `${load.bytes / 1e6} MB` : `${load.layers} blobs`;
    const place = [registry, direction, what, one.name];
    if (Number.isNaN(peak)) return [...place, "fails"];
    const times = one.times.map((time) => time.toFixed(0)).join(" ");
    return [...place, times, (size / 1e3 / median(one)).toFixed(0), (peak / 1e6).toFixed(0)];
  });
}

interface Verdict {
  readonly holds: boolean;
  readonly text: string;
}

function judge({ registry, direction, load, series, peaks }: Result): readonly Verdict[] {
  const [bp, oras] = series;
  if (bp === undefined) return [];
  const what = `${direction}, ${registry}, ${load.name}`;
  const peak = peaks.get(bp.name) ?? 0;
  const memory = {
    holds: peak < MEMORY,
    text: `${what}: ${(peak / 1e6).toFixed(0)} MB at the most (limit ${MEMORY / 1e6})`,
  };
  if (oras === undefined || load === loads.tenth) return [memory];
  const speed = ratio(oras, bp);
  const text = `${what}: ${speed.toFixed(2)} times the speed of oras`;
  // On loopback the processors decide about small blobs, and most of all the registry's.
  if (load === loads.many && !registry.includes("away")) return [memory, { holds: true, text }];
  const limit = load === loads.many ? TIMES : THROUGHPUT;
  return [memory, { holds: speed >= limit, text: `${text} (limit ${limit})` }];
}
