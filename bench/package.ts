/**
 * `node bench/package.ts [--rounds N] [--check]`: packages 500 charts of 50 files as a process, beside bare loops of tar,
 * gzip and sha256 over the same files (bare-package.ts), all on two cores. With --check the exit code is 1 where the limit
 * is broken, which is on the loop that compresses in Node's own threads.
 */
import { rm } from "node:fs/promises";
import { parseArgs } from "node:util";

import { mustBp } from "../test/interop/support/bp.ts";
import { mustRun } from "../test/interop/support/process.ts";
import { makeScratch } from "../test/interop/support/scratch.ts";
import { table } from "../test/interop/support/table.ts";
import type { Contender } from "./measure.ts";
import { measure, ratio } from "./measure.ts";
import { writePackageTree } from "./package-tree.ts";

const LIMIT = 1.5;
const BARE = new URL("bare-package.ts", import.meta.url).pathname;
const bare = {
  async: "bare loop, zlib in Node's threads",
  zlib: "bare loop, zlib in two threads",
  pako: "bare loop, pako in two threads",
};

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, check: { type: "boolean", default: false } },
});
const scratch = makeScratch();
try {
  const workspace = scratch.path("workspace");
  const folders = writePackageTree(workspace, { charts: 500, files: 50 });
  const options = { cwd: workspace, env: scratch.env };
  const series = await measure(
    [
      contender("bp package --all", () =>
        mustBp(["package", "--all", "--out", scratch.path("out")], options),
      ),
      ...Object.entries(bare).map(([how, name]) =>
        contender(name, () => mustRun(process.execPath, [BARE, how, ...folders], options)),
      ),
    ],
    Number(values.rounds),
  );
  console.log(
    table([
      ["ms, sorted"],
      ...series.map(({ name, times }) => [name, ...times.map((time) => time.toFixed(0))]),
    ]),
  );
  const [own, ...loops] = series;
  for (const [index, loop] of loops.entries()) {
    const times = own ? ratio(own, loop) : Number.NaN;
    const limit = index === 0 ? ` (limit ${LIMIT})` : "";
    console.log(`bp package to a ${loop.name}: ${times.toFixed(2)}${limit}`);
    if (index === 0 && values.check && !(times <= LIMIT)) process.exitCode = 1;
  }
} finally {
  await scratch.remove();
}

function contender(name: string, work: () => Promise<unknown>): Contender {
  const run = async (): Promise<void> => void (await work());
  return { name, prepare: async () => ({ run, clear }) };
}

/** Each begins in an empty folder, as the bare loops do: to write over a file takes longer. */
async function clear(): Promise<void> {
  await rm(scratch.path("out"), { recursive: true, force: true });
}
