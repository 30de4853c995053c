import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { Digest } from "../../src/model/digest.ts";
import { serveRegistry } from "../../src/oci/index.ts";
import { each } from "../support/parallel.ts";
import { bp, said } from "../support/program.ts";
import { publish, verify } from "../support/reports.ts";
import { expectOneOfEach } from "../support/signatures.ts";
import { bundlesByType, manifestsOfLayout, oneOfEach } from "../support/stored.ts";
import type { Scene } from "./killed.ts";
import { expectVerified, makeScene } from "./killed.ts";

let scene: Scene;
beforeAll(() => {
  scene = makeScene();
});
afterAll(() => scene.remove());

const rounds = 30;

test("a publish to a layout, killed earlier and later, never shows an unsigned tag, and the next run completes it", async () => {
  const { host, close } = await serveRegistry({ root: join(scene.root, "layouts") });
  try {
    const took = (await round(0, Infinity)).writing;
    const numbers = Array.from({ length: rounds }, (_, index) => index + 1);
    const ends = await each(numbers, 2, (number) => round(number, (took * (number - 1)) / rounds));
    const killed = ends.filter((end) => end.killed).length;
    console.log(`${killed} of ${rounds} runs killed within ${Math.round(took)} ms of writing`);
    expect(killed).toBeGreaterThan(rounds / 3);
    expect(new Set(ends.map(({ digest }) => digest)).size).toBe(1);
    for (const { digest, number } of ends)
      await expectOneOfEach(host, `r${number}/bp-tiny`, digest);
  } finally {
    await close();
  }
}, 300_000);

interface End {
  readonly number: number;
  readonly digest: Digest;
  readonly killed: boolean;
  /** Milliseconds from the first file to the end. */
  readonly writing: number;
}

/** Kills the program so many milliseconds after it has begun to write; then as it would be after any crash. */
async function round(number: number, delay: number): Promise<End> {
  const folder = join(scene.root, "layouts", `r${number}`);
  const layout = join(folder, "bp-tiny");
  const args = ["--to", `oci-layout:${folder}`, "--key", scene.key];
  const state = { ended: false, begun: 0 };
  const first = await bp(["publish", ...args], {
    cwd: scene.work,
    started: (child) => {
      child.once("exit", () => (state.ended = true));
      void (async () => {
        while (!existsSync(layout) && !state.ended) await sleep(1);
        state.begun = performance.now();
        if (delay === Infinity) return;
        await sleep(delay);
        child.kill("SIGKILL");
      })();
    },
  });
  const writing = performance.now() - state.begun;
  const reference = `oci-layout:${layout}:1.0.0`;
  const seen = await verify([reference, "--key", scene.publicKey], { cwd: scene.work });
  // Exit code 2 says that there is no such tag.
  expect([0, 2], said(seen.outcome)).toContain(seen.outcome.code);
  const { outcome, report } = await publish(args, { cwd: scene.work });
  expect(outcome.code, said(outcome)).toBe(0);
  if (number % 4 === 0) await expectVerified(scene, reference);
  expect(bundlesByType(await manifestsOfLayout(layout))).toEqual(oneOfEach);
  const digest = report.artifacts[0]?.digest as Digest;
  return { number, digest, killed: first.code === null, writing };
}
