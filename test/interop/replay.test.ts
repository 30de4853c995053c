import { expect, test } from "vitest";

import { releaseReplayed } from "../e2e/release-replayed.ts";

const whole = process.env["BP_INTEROP_ALL"] === "1";

test.skipIf(!whole)(
  "a release whose registry refuses for a minute, by the clock on the wall, with --all",
  { timeout: 900_000 },
  async () => {
    const started = performance.now();
    const { refused, waitedFor } = await releaseReplayed(1);
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log([`${seconds} s, ${refused} requests refused`, ...waitedFor].join("\n"));
    expect(refused).toBeGreaterThan(0);
  },
);
