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
import { bpDebian, bpServe, helmLoop, recordTo, replayDebian } from "./contenders.ts";
import type { Contender, Series } from "./measure.ts";
import { measure, median } from "./measure.ts";
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
  const contenders: Contender[] = [bpServe(job)];
  let recording: Recording | undefined;
  if (await installed("docker-registry")) {
    const file = scratch.path("recording.json");
    recording = await recordTo(job, file);
    contenders.push(bpDebian(job), replayDebian(job, file));
    const helm = peersNamed("helm").find((peer) => peer.present);
    if (helm) contenders.push(helmLoop(job, helm));
    else console.log("without helm: node test/interop/build-peers.ts --only helm");
  } else console.log("without Debian's docker-registry: only bp serve is measured");
  const series = await measure(contenders, Number(values.rounds));
  print(series, recording);
  return judge(series);
}

function print(series: readonly Series[], recording: Recording | undefined): void {
  const rows = series.map(({ name, times }) => [name, ...times.map((time) => time.toFixed(0))]);
  console.log(table([["ms, sorted"], ...rows]));
  if (!recording) return;
  const { requests, parallel } = recording;
  const each = (requests.length / standard.charts).toFixed(1);
  console.log(`${requests.length} requests, ${each} an artifact, ${parallel} repositories at once`);
}

function judge([serve, debian, replay, helm]: readonly Series[]): Verdict[] {
  const verdicts: Verdict[] = [];
  if (serve) {
    const ms = median(serve);
    const text = `bp serve: ${ms.toFixed(0)} ms (limit ${SERVE_LIMIT_MS})`;
    verdicts.push({ holds: ms < SERVE_LIMIT_MS, text });
  }
  if (debian && replay) {
    const ratio = median(debian) / median(replay);
    const text = `bp to a bare replay: ${ratio.toFixed(2)} (limit ${REPLAY_LIMIT})`;
    verdicts.push({ holds: ratio <= REPLAY_LIMIT, text });
  }
  if (debian && helm) {
    const ratio = median(helm) / median(debian);
    verdicts.push({ holds: true, text: `helm's loop to bp: ${ratio.toFixed(2)}` });
  }
  return verdicts;
}
