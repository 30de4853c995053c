import { join } from "node:path";

import { expect, test } from "vitest";

import type { Digest } from "../../src/model/digest.ts";
import { said } from "../support/program.ts";
import type { Artifact } from "../support/reports.ts";
import { expectOneOfEach } from "../support/signatures.ts";
import { bundlesByType, manifestsOfLayout, oneOfEach } from "../support/stored.ts";
import type { Scene } from "./replay-scene.ts";
import { makeScene } from "./replay-scene.ts";

/** The artifact's own, its bundles and documents, `.att`, `.sig`, the tag: at least so many. */
const manifests = 9;

test(
  "signed by identity and killed after any of its manifests: the next run, under another certificate, says nothing twice",
  { timeout: 300_000 },
  async () => {
    const scene = await makeScene(1);
    let at = 1;
    while (await isKilledAfter(at, scene)) at += 1;
    expect(at).toBeGreaterThan(manifests);
  },
);

/** False where the run has fewer manifests, and ended by itself. */
async function isKilledAfter(number: number, scene: Scene): Promise<boolean> {
  const { proxy } = scene;
  let seen = 0;
  proxy.plan(({ method, path }) => {
    if (method !== "PUT" || !path.includes("/manifests/")) return undefined;
    seen += 1;
    if (seen !== number) return undefined;
    return { change: (answer) => (process.kill(scene.pid() ?? 0, "SIGKILL"), answer) };
  });
  const repository = `after-${number}/bp-one`;
  const to = ["one", "--to", `${proxy.host}/after-${number}`, "-o", "json"];
  const first = await scene.publish(to);
  proxy.plan(() => undefined);
  const outcome = await scene.publish(to);
  expect(outcome.code, said(outcome)).toBe(0);
  const { artifacts } = JSON.parse(outcome.stdout) as { readonly artifacts: readonly Artifact[] };
  await expectOneOfEach(proxy.host, repository, artifacts[0]?.digest as Digest);
  const held = await manifestsOfLayout(join(scene.root, repository));
  expect(bundlesByType(held), `manifest ${number}`).toEqual(oneOfEach);
  const verified = await scene.verify(`${proxy.host}/${repository}:1.0.0`);
  expect(verified.code, said(verified)).toBe(0);
  return first.code === null;
}
