import { test } from "vitest";

import { releaseReplayed } from "./release-replayed.ts";

test(
  "a release with the log down, a registry that refuses for a minute, and a kill: published once, as if nothing had been",
  { timeout: 300_000 },
  async () => {
    const { refused, waitedFor } = await releaseReplayed(60);
    console.log(`${refused} requests refused; ${waitedFor.length} waits told`);
  },
);
