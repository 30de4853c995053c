/**
 * `npm run build && node bench/keyless.ts [--rounds N] [--check]`: 50 charts signed by identity and published to
 * `bp serve`, with a log that answers at once and with one that takes a second for each entry. With --check the exit code
 * is 1 where the slow log costs more than it may.
 */
import { rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";

import { startBpServe } from "../test/interop/support/bp-serve.ts";
import { mustBp } from "../test/interop/support/bp.ts";
import { table } from "../test/interop/support/table.ts";
import { idToken, issuer, startSigstore, workflow } from "../test/support/sigstore.ts";
import type { Contender } from "./measure.ts";
import { measure, median } from "./measure.ts";
import { makeWorkspace } from "./workload.ts";

/** What the slow log takes for an entry, and what it may cost more than a quick one, in milliseconds. */
const [TAKES, MAY_COST] = [1_000, 4_000];

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "3" }, check: { type: "boolean", default: false } },
});

const root = await mkdtemp(join(tmpdir(), "bp-keyless-"));
process.on("exit", () => rmSync(root, { recursive: true, force: true }));
await makeWorkspace(root, { charts: 50, bytes: 30_000 });

const [quick, slow] = await measure(
  [publishing("a log that answers at once", 0), publishing("a log that takes 1 s", TAKES)],
  Number(values.rounds),
);
if (quick === undefined || slow === undefined) throw new Error("nothing was measured");
const rows = [quick, slow].map(({ name, times }) => [
  name,
  times.map((time) => time.toFixed(0)).join(" "),
]);
console.log(table([["50 charts, signed by identity", "ms, sorted"], ...rows]));
const cost = median(slow) - median(quick);
console.log(`the slow log costs ${cost.toFixed(0)} ms (limit ${MAY_COST})`);
if (values.check && cost >= MAY_COST) process.exitCode = 1;

/** As a whole process; registry and Sigstore are new each time. */
function publishing(name: string, takes: number): Contender {
  return {
    name,
    prepare: async () => {
      const [sigstore, registry] = [await startSigstore(), await startBpServe()];
      sigstore.logHold = () => pause(takes);
      const trustedRoot = join(root, "trusted_root.json");
      writeFileSync(trustedRoot, JSON.stringify(sigstore.trustedRoot));
      const { url } = sigstore;
      const services = ["--fulcio-url", url, "--rekor-url", url, "--timestamp-server-url", url];
      const signing = ["--sign", "keyless", ...services, "--trusted-root", trustedRoot];
      const token = idToken({ iss: issuer, sub: workflow, aud: "sigstore" });
      const env = { ...process.env, SIGSTORE_ID_TOKEN: token };
      const command = ["publish", "--all", "--to", `${registry.host}/charts`, ...signing];
      return {
        run: async () => {
          await mustBp(command, { cwd: root, env });
        },
        clear: async () => {
          await registry.stop();
          await sigstore.close();
        },
      };
    },
  };
}
