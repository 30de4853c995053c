/**
 * `npm run build && node bench/nothing-to-do.ts [--rounds N] [--check]`: what every push costs, whatever it changed. 51
 * charts that all changed are found, hashed and decided by `bp affected` on a warm clone; 51 that are published already
 * are published again to `bp serve`, 20 ms away each way. With --check the exit code is 1 where a limit is broken.
 */
import { execFileSync } from "node:child_process";
import { appendFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { startBpServe } from "../test/interop/support/bp-serve.ts";
import { mustBp } from "../test/interop/support/bp.ts";
import { table } from "../test/interop/support/table.ts";
import { measure, median } from "./measure.ts";
import { slowLink } from "./slow-link.ts";
import { makeWorkspace } from "./workload.ts";

const [CHARTS, AFFECTED_MS, UNCHANGED_MS, EACH_WAY_MS] = [51, 1_000, 2_000, 20];

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, check: { type: "boolean", default: false } },
});

const root = await mkdtemp(join(tmpdir(), "bp-nothing-"));
process.on("exit", () => rmSync(root, { recursive: true, force: true }));
const cwd = join(root, "workspace");
const charts = await makeWorkspace(cwd, { charts: CHARTS, bytes: 30_000 });
git("init", "-q", "-b", "main");
commit("before");
for (const chart of charts) appendFileSync(join(chart, "values.yaml"), "more: 1\n");
commit("after");
const env = { ...process.env, COSIGN_PASSWORD: "" };
await mustBp(["keygen"], { cwd: root, env });

const registry = await startBpServe();
const link = await slowLink(registry.host, EACH_WAY_MS);
const to = ["--to", `${link.host}/charts`, "--key", join(root, "cosign.key")];
const publish = ["publish", "--all", ...to, "-o", "json"];
try {
  await mustBp(publish, { cwd, env });
  const affected = ["affected", "--base", "HEAD~1", "-o", "json"];
  const series = await measure(
    [
      running(`bp affected, ${CHARTS} changed`, affected),
      running(`bp publish, ${CHARTS} unchanged`, publish),
    ],
    Number(values.rounds),
  );
  const limits = [AFFECTED_MS, UNCHANGED_MS];
  const rows = series.map(({ name, times }, index) => [
    name,
    times.map((time) => time.toFixed(0)).join(" "),
    String(limits[index]),
  ]);
  console.log(table([["", "ms, sorted", "limit"], ...rows]));
  console.log(await counted());
  const isOver = series.some((one, index) => median(one) >= (limits[index] ?? 0));
  if (values.check && isOver) process.exitCode = 1;
} finally {
  await link.stop();
  await registry.stop();
}

function running(name: string, args: readonly string[]) {
  const run = async (): Promise<void> => {
    await mustBp(args, { cwd, env });
  };
  return { name, prepare: async () => ({ run, clear: async () => undefined }) };
}

/** What both commands found, so that nothing fast is a mistake. */
async function counted(): Promise<string> {
  const found = JSON.parse(
    (await mustBp(["affected", "--base", "HEAD~1", "-o", "json"], { cwd, env })).stdout,
  ) as {
    readonly blueprints: readonly unknown[];
  };
  const { artifacts } = JSON.parse((await mustBp(publish, { cwd, env })).stdout) as {
    readonly artifacts: readonly { readonly status: string; readonly requests: number }[];
  };
  const unchanged = artifacts.filter(({ status }) => status === "unchanged").length;
  const most = Math.max(...artifacts.map(({ requests }) => requests));
  return `${found.blueprints.length} affected; ${unchanged} unchanged, with at most ${most} requests each`;
}

function git(...args: readonly string[]): void {
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd });
}

function commit(message: string): void {
  git("add", "-A");
  git("commit", "-q", "-m", message);
}
