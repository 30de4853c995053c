/**
 * The interop suite: `npm run test:interop [-- --all] [-- <words of a test file's name>…]`.
 * Builds the peers, runs the tests against the built program, ends with a table of peer × check.
 * Exit code 1: a check failed; 2: nothing was checked.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { buildPeers } from "./support/build.ts";
import { PEERS_DIR, readPeers, REPOSITORY, wantedPeers } from "./support/peers.ts";
import { run } from "./support/process.ts";
import type { TestReport } from "./support/results.ts";
import { brokenFiles, peerTables } from "./support/results.ts";
import { table } from "./support/table.ts";

const { values, positionals } = parseArgs({
  options: { all: { type: "boolean", default: false } },
  allowPositionals: true,
});

console.log(table([["peer", "state", "reason"], ...(await peerRows())]));
const report = runTests();
console.log(`\n${peerTables(report)}\n`);
for (const broken of brokenFiles(report)) console.log(`broken: ${broken}`);
console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed`);
process.exitCode = exitCode(report);

async function peerRows(): Promise<string[][]> {
  const built = await buildPeers(wantedPeers(values.all), PEERS_DIR, ({ peer, state, seconds }) => {
    if (state !== "cached") console.error(`${peer}: ${state} (${seconds} s)`);
  });
  const rows = built.map((result) => [result.peer, result.state, result.reason]);
  for (const peer of readPeers().system) {
    const there = (await run(peer.name, peer.probe)).code === 0;
    const remedy = there ? "" : `the Debian package ${peer.apt} is not installed`;
    rows.push([peer.name, there ? "installed" : "skipped", remedy]);
  }
  return rows;
}

function runTests(): TestReport {
  const folder = mkdtempSync(join(tmpdir(), "bp-interop-report-"));
  const file = join(folder, "report.json");
  const config = join(REPOSITORY, "test/interop/vitest.config.ts");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  try {
    if (node("scripts/build.ts") !== 0) throw new Error("the project does not build");
    node("node_modules/vitest/vitest.mjs", "run", "--config", config, ...reporters, ...positionals);
    if (!existsSync(file)) throw new Error("vitest left no report");
    return JSON.parse(readFileSync(file, "utf8")) as TestReport;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function node(script: string, ...args: string[]): number | null {
  const env = { ...process.env, BP_PEERS: PEERS_DIR, BP_INTEROP_ALL: values.all ? "1" : "0" };
  const options = { cwd: REPOSITORY, env, stdio: "inherit" as const };
  return spawnSync(process.execPath, [script, ...args], options).status;
}

function exitCode(found: TestReport): number {
  if (found.numFailedTests > 0 || brokenFiles(found).length > 0) return 1;
  return found.numPassedTests > 0 ? 0 : 2;
}
