/**
 * `BP_INTEROP_ALL=1 node bench/publish-release.ts [--charts 51] [--rounds 1] [--ms 20] [--jobs 16] [--check] [REGISTRY …]`:
 * a release of fresh charts, signed, attested and verified, to a registry so many milliseconds away, there and back:
 * `bp publish` beside release/publish.sh, which runs helm, syft, cosign and oras by GNU parallel, so many charts at a time.
 * Both must end with the same set, and each verifies what the other made. Then the same again, unchanged, and what is
 * affected where every chart was changed. In memory (/dev/shm) where there is room, so that no disk is measured. With
 * --check the exit code is 1 where a limit is broken.
 */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";

import { startBpServe } from "../test/interop/support/bp-serve.ts";
import { bpKeyPair } from "../test/interop/support/published.ts";
import { installed } from "../test/interop/support/registries.ts";
import type { Registry } from "../test/interop/support/registry.ts";
import { startRegistry } from "../test/interop/support/registry.ts";
import { makeScratch } from "../test/interop/support/scratch.ts";
import { table } from "../test/interop/support/table.ts";
import type { FarRegistry } from "./registry-behind.ts";
import { registryBehind } from "./registry-behind.ts";
import { affectedRow } from "./release-affected.ts";
import type { Row } from "./release-row.ts";
import { cells, heading, rowOf } from "./release-row.ts";
import { oneSet, releaseSets } from "./release-set.ts";
import type { ReleaseJob, Side } from "./release-sides.ts";
import { ownSide, peerSide } from "./release-sides.ts";
import { writeReleaseTree } from "./release-tree.ts";

/** How many times as fast; seconds; seconds. */
const [SERVE, DEBIAN, UNCHANGED, AFFECTED] = [15, 10, 2, 1];
/** Of each unchanged chart, beside one that tells whether the registry lists referrers. */
const REQUESTS = 2;
/** So many charts are verified by the other side's program. */
const CROSSED = 3;

const { values, positionals } = parseArgs({
  options: {
    charts: { type: "string", default: "51" },
    rounds: { type: "string", default: "1" },
    ms: { type: "string", default: "20" },
    jobs: { type: "string", default: "16" },
    check: { type: "boolean", default: false },
  },
  allowPositionals: true,
});

if (existsSync("/dev/shm")) process.env["TMPDIR"] = "/dev/shm";
const scratch = makeScratch();
const rows: Row[] = [];
const verdicts: { readonly holds: boolean; readonly text: string }[] = [];
try {
  const job = await prepare();
  const own = ownSide(job);
  const peers = await peerSide(job, Number(values.jobs));
  for (const { name, start, limit } of await registries())
    for (let round = 0; round < Number(values.rounds); round += 1)
      await compare(job, { name, start, limit, sides: [own, peers], round });
  const affected = await affectedRow(job);
  rows.push(affected);
  judge(
    affected.seconds < AFFECTED,
    `${affected.name}: ${affected.seconds.toFixed(2)} s (limit ${AFFECTED})`,
  );
  console.log(table([heading, ...rows.map(cells)]));
  for (const { text } of verdicts) console.log(text);
  if (values.check && verdicts.some(({ holds }) => !holds)) process.exitCode = 1;
} finally {
  await scratch.remove();
}

async function prepare(): Promise<ReleaseJob> {
  const workspace = scratch.path("workspace");
  const charts = writeReleaseTree(workspace, Number(values.charts));
  return { scratch, workspace, charts, ...(await bpKeyPair(scratch, "keys")) };
}

interface Contest {
  readonly name: string;
  readonly start: () => Promise<Registry>;
  /** How many times as fast `bp` is at least. */
  readonly limit: number;
  readonly sides: readonly [Side, Side | undefined];
  readonly round: number;
}

async function registries(): Promise<readonly Pick<Contest, "name" | "start" | "limit">[]> {
  const all = [
    { name: "bp serve", start: startBpServe, limit: SERVE },
    { name: "docker-registry", start: () => startRegistry(), limit: DEBIAN },
  ];
  const chosen = all.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  if (await installed("docker-registry")) return chosen;
  console.log("without Debian's docker-registry: only bp serve is measured");
  return chosen.filter(({ start }) => start === startBpServe);
}

/** Each side against an empty registry of its own, one after the other, in another order each round. */
async function compare(job: ReleaseJob, contest: Contest): Promise<void> {
  const [own, peers] = contest.sides;
  const far = await registryBehind(contest.start, Number(values.ms) / 2);
  const theirs = peers && (await registryBehind(contest.start, Number(values.ms) / 2));
  try {
    const ours = async (): Promise<Row> => measured(own, far, contest.name);
    let fast: Row | undefined = contest.round % 2 === 0 ? await ours() : undefined;
    const slow = peers && theirs && (await measured(peers, theirs, contest.name));
    fast ??= await ours();
    if (peers && theirs && slow) {
      const ratio = slow.seconds / fast.seconds;
      const text = `${contest.name}: ${ratio.toFixed(1)} times as fast (limit ${contest.limit})`;
      judge(ratio >= contest.limit, text);
      await alike(job, contest.sides, [far, theirs]);
    }
    await unchanged(job, { ...own, name: `${own.name}, unchanged` }, { far, name: contest.name });
  } finally {
    await theirs?.stop();
    await far.stop();
  }
}

async function measured(side: Side, far: FarRegistry, registry: string): Promise<Row> {
  const row = await rowOf(`${side.name} to ${registry}`, far, () => side.release(far.host));
  rows.push(row);
  return row;
}

async function unchanged(
  { charts }: ReleaseJob,
  own: Side,
  { far, name }: { readonly far: FarRegistry; readonly name: string },
): Promise<void> {
  const { name: what, seconds, requests } = await measured(own, far, name);
  const each = requests / charts.length;
  const text = `${what}: ${seconds.toFixed(2)} s (limit ${UNCHANGED}), ${each.toFixed(2)} requests each (limit ${REQUESTS})`;
  judge(seconds < UNCHANGED && requests <= REQUESTS * charts.length + 1, text);
}

/** @throws Error where the sides did not end with the same set, or one does not accept what the other made */
async function alike(
  { charts }: ReleaseJob,
  [own, peers]: Contest["sides"],
  [ours, theirs]: readonly [FarRegistry, FarRegistry],
): Promise<void> {
  const sets = [
    ...(await releaseSets(`${ours.near}/charts`, charts)),
    ...(await releaseSets(`${theirs.near}/charts`, charts)),
  ];
  console.log(`${charts.length} charts on either side, each with ${oneSet(sets)}`);
  for (const { name } of charts.slice(0, CROSSED)) {
    await peers?.verify(`${ours.near}/charts/${name}:1.0.0`);
    await own.verify(`${theirs.near}/charts/${name}:1.0.0`);
  }
}

function judge(holds: boolean, text: string): void {
  verdicts.push({ holds, text });
}
