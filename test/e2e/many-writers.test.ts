import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

import { describe, expect, onTestFinished, test } from "vitest";

import { registryStore } from "../../src/oci/index.ts";
import { made, pushMade, testClient } from "../oci/artifact.ts";
import { startDistribution, whyNoDistribution } from "../support/distribution.ts";
import { bp, said } from "../support/program.ts";
import { publish } from "../support/reports.ts";
import { keyPair } from "../support/signed.ts";
import { unit, workspace } from "../support/workspace.ts";

const writer = new URL("../oci/remote/writer.ts", import.meta.url).pathname;
const names = Array.from({ length: 8 }, (_, index) => `w${index}`);

/** Runs one writer to its end, and gives the digests of what it has linked. */
async function written(args: readonly string[]): Promise<readonly string[]> {
  const child = spawn(process.execPath, [writer, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", (code) => resolve(code));
  });
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  expect(code, err).toBe(0);
  return out.trim().split("\n");
}

async function registry(): Promise<string> {
  const { host, stop } = await startDistribution();
  onTestFinished(stop);
  return host;
}

const because = whyNoDistribution === undefined ? "" : ` (skipped: ${whyNoDistribution})`;

describe.skipIf(whyNoDistribution !== undefined)(
  `8 processes, one registry without the referrers API${because}`,
  () => {
    test("that write referrers of one artifact lose none", { timeout: 300_000 }, async () => {
      const host = await registry();
      const client = testClient();
      onTestFinished(() => client.close());
      const store = registryStore({ client, host, path: "shared/repo" });
      const chart = await pushMade(store, made("chart"));
      await store.tag(chart, "1.0.0");
      const digests = await Promise.all(
        names.map((name) => written([host, "shared/repo", "1.0.0", name, "4"])),
      );
      const listed = (await store.referrers(chart)).map(({ digest }) => digest);
      expect(new Set(listed)).toEqual(new Set(digests.flat()));
      expect(digests.flat()).toHaveLength(32);
    });

    test("that publish artifacts of one workspace lose none", { timeout: 300_000 }, async () => {
      const host = await registry();
      const { key } = await keyPair();
      const cwd = workspace(...names.map((name) => unit(`products/${name}`)));
      const to = ["--to", `${host}/charts`, "--key", key];
      const runs = await Promise.all(names.map((name) => publish([name, ...to], { cwd })));
      for (const { outcome, report } of runs) {
        expect(outcome.code, said(outcome)).toBe(0);
        expect(report.artifacts.map(({ status }) => status)).toEqual(["published"]);
      }
      const again = await publish(["--all", "--check-all", ...to], { cwd });
      expect(again.report.artifacts.map(({ status }) => status)).toEqual(
        names.map(() => "unchanged"),
      );
    });

    test("that publish the same artifact agree on it", { timeout: 300_000 }, async () => {
      const host = await registry();
      const { key, publicKey } = await keyPair();
      const cwd = workspace(unit("products/shop"));
      const args = ["shop", "--to", `${host}/charts`, "--key", key];
      const runs = await Promise.all(names.map(() => publish(args, { cwd })));
      for (const { outcome } of runs) expect(outcome.code, said(outcome)).toBe(0);
      const verified = await bp(["verify", `${host}/charts/bp-shop:1.0.0`, "--key", publicKey], {
        cwd,
      });
      expect(verified.code, said(verified)).toBe(0);
      expect(verified.stdout).toMatch(/referrers .*7 refer to it/u);
    });
  },
);
