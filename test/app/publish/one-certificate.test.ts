import { beforeEach, expect, test } from "vitest";

import { rekorWitness } from "../../../src/signing/index.ts";
import { ask, signerOf, sigstore } from "../../signing/keyless/support.ts";
import type { Sigstore } from "../../support/sigstore.ts";
import { unit } from "../../support/workspace.ts";
import { memoryRegistry, publishAll, statuses } from "../support/publishing.ts";
import { sourceOf } from "../support/workspace.ts";

function named(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `s${index}`);
}

function sourceWith(count: number): ReturnType<typeof sourceOf> {
  const files = named(count).map((name) => unit(`products/${name}`));
  return sourceOf(Object.assign({}, ...files) as Record<string, string>);
}

function published(count: number): Readonly<Record<string, string>> {
  return Object.fromEntries(named(count).map((name) => [`bp-${name}`, "published"]));
}

let double: Sigstore;

beforeEach(async () => {
  double = await sigstore();
});

function certificates(): number {
  return double.requests.filter((request) => request.endsWith("/signingCert")).length;
}

test("fifty artifacts are signed under one certificate", async () => {
  const signer = await signerOf(double, { witnesses: [rekorWitness(double.url, ask)] });
  const report = await publishAll(await sourceWith(50), memoryRegistry(), signer);
  expect(statuses(report)).toEqual(published(50));
  expect(certificates()).toBe(1);
}, 240_000);

test("one that comes to its end during a run is followed by one more, and all of it verifies", async () => {
  const { log, timestamps, certificates: authority } = double.clocks;
  let now = new Date(log);
  const registry = memoryRegistry();
  const signer = await signerOf(double, { now: () => now });
  let [done, jumped] = [0, false];
  registry.events.push = (...events): number => {
    done += events.filter(({ kind }) => kind === "done").length;
    if (done === 4 && !jumped) {
      jumped = true;
      now = new Date(now.getTime() + 9.5 * 60_000);
      for (const clock of [log, timestamps, authority]) clock.setTime(now.getTime());
    }
    return done;
  };
  const report = await publishAll(await sourceWith(12), registry, signer);
  expect(report.artifacts.flatMap(({ error }) => error ?? [])).toEqual([]);
  expect(statuses(report)).toEqual(published(12));
  expect(certificates()).toBe(2);
}, 240_000);
