/**
 * `npm run bench [-- --rounds N] [-- --check]`: publishes 60 charts of 30 KB to a registry in a process of its
 * own, beside a bare replay of the same requests and beside helm in a loop. With --check the exit code is 1
 * where a limit is broken; times alone never fail a test.
 */
import { parseArgs } from "node:util";

import { peersNamed } from "../test/interop/support/peers.ts";
import { bpKeyPair } from "../test/interop/support/published.ts";
import { installed } from "../test/interop/support/registries.ts";
import { makeScratch } from "../test/interop/support/scratch.ts";
import { table } from "../test/interop/support/table.ts";
import type { Job } from "./contenders.ts";
import {
  bpDebian,
  bpReading,
  bpServe,
  helmLoop,
  recordDebian,
  recordServe,
  replayDebian,
} from "./contenders.ts";
import type { Contender, Series } from "./measure.ts";
import { measure, median, ratio } from "./measure.ts";
import type { Recording } from "./recording.ts";
import { makeWorkspace, standard } from "./workload.ts";

const SERVE_LIMIT_MS = 3000;
const REPLAY_LIMIT = 1.25;

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    check: { type: "boolean", default: false },
  },
});

const scratch = makeScratch();
try {
  const verdicts = await benchmark(await prepare());
  for (const { text } of verdicts) console.log(text);
  if (values.check && verdicts.some((verdict) => !verdict.holds)) process.exitCode = 1;
} finally {
  await scratch.remove();
}

async function prepare(): Promise<Job> {
  const workspace = scratch.path("workspace");
  const charts = await makeWorkspace(workspace, standard);
  const { key } = await bpKeyPair(scratch, "keys");
  return { scratch, workspace, charts, key };
}

interface Verdict {
  readonly holds: boolean;
  readonly text: string;
}

async function benchmark(job: Job): Promise<Verdict[]> {
  print("bp serve", await recordServe(job));
  const debian = await installed("docker-registry");
  const file = scratch.path("recording.json");
  if (debian) print("docker-registry", await recordDebian(job, file));
  else console.log("without Debian's docker-registry: only bp serve is measured");
  const contenders = [bpServe(job), ...(debian ? againstDebian(job, file) : []), ...reading(job)];
  const series = await measure(contenders, Number(values.rounds));
  const rows = series.map(({ name, times }) => [name, ...times.map((time) => time.toFixed(0))]);
  console.log(table([["ms, sorted"], ...rows]));
  return judge(series, debian);
}

/** In this order `judge` finds them. */
function againstDebian(job: Job, file: string): Contender[] {
  const helm = peersNamed("helm").findLast((peer) => peer.present);
  if (helm === undefined) console.log("without helm: node test/interop/build-peers.ts --only helm");
  const loop = helm === undefined ? [] : [helmLoop(job, helm)];
  return [bpDebian(job), replayDebian(job, file), ...loop];
}

function reading(job: Job): Contender[] {
  return ["list", "lint"].map((command) => bpReading(job, command));
}

function print(registry: string, { requests, parallel }: Recording): void {
  const each = (requests.length / standard.charts).toFixed(1);
  console.log(`${registry}: ${each} requests an artifact, ${parallel} repositories at once`);
}

function judge(series: readonly Series[], against: boolean): Verdict[] {
  const [serve, debian, replay, helm] = series;
  const verdicts: Verdict[] = [];
  if (serve) {
    const ms = median(serve);
    const text = `bp to bp serve: ${ms.toFixed(0)} ms (limit ${SERVE_LIMIT_MS})`;
    verdicts.push({ holds: ms < SERVE_LIMIT_MS, text });
  }
  if (!against || !debian || !replay) return verdicts;
  const times = ratio(debian, replay);
  const text = `bp to a bare replay: ${times.toFixed(2)} (limit ${REPLAY_LIMIT})`;
  verdicts.push({ holds: times <= REPLAY_LIMIT, text });
  if (helm?.name.startsWith("helm")) {
    const loop = ratio(debian, helm).toFixed(2);
    verdicts.push({ holds: true, text: `bp to helm's loop, which signs nothing: ${loop}` });
  }
  return verdicts;
}
