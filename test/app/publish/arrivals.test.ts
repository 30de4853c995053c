import { describe, expect, test } from "vitest";

import type { Awaited } from "../../../src/app/publish/arrivals.ts";
import { Arrivals } from "../../../src/app/publish/arrivals.ts";
import { BpError } from "../../../src/model/error.ts";
import type { ProgressEvent } from "../../../src/model/event.ts";

interface World {
  readonly arrivals: Arrivals;
  /** `subject, ms, reason` of each wait. */
  readonly waits: string[];
  /** In seconds. */
  readonly at: () => number;
  readonly abort: () => void;
}

/** A clock that goes on only while somebody sleeps. */
function world(budgetMs: number, random = 1): World {
  let now = 0;
  const controller = new AbortController();
  const waits: string[] = [];
  const emit = (event: ProgressEvent): void => {
    if (event.kind === "waiting") waits.push(`${event.subject}, ${event.ms}, ${event.reason}`);
  };
  const patience = {
    budgetMs,
    now: () => now,
    sleep: async (ms: number, signal?: AbortSignal) => {
      await Promise.resolve();
      if (signal?.aborted === true) throw new Error("aborted");
      now += ms;
    },
    random: () => random,
  };
  const arrivals = new Arrivals({ patience, emit, interrupted: controller.signal });
  return { arrivals, waits, at: () => now / 1000, abort: () => controller.abort() };
}

function awaited(name: string, isThere: () => boolean): Awaited & { looks: number } {
  const one = {
    name,
    by: "shard 2/3",
    looks: 0,
    isThere: async () => {
      one.looks += 1;
      return isThere();
    },
  };
  return one;
}

describe("what other shards publish", () => {
  test("is not waited for where it is there", async () => {
    const { arrivals, waits } = world(0);
    await arrivals.of(awaited("a:1", () => true));
    expect(waits).toEqual([]);
  });

  test("is looked for all together, ever more seldom while nothing comes, and anew once something came", async () => {
    const { arrivals, waits, at } = world(300_000);
    const [a, b] = [awaited("a:1", () => at() >= 31), awaited("b:1", () => at() >= 47)];
    await Promise.all([arrivals.of(a), arrivals.of(b)]);
    const [first, second] = [waits[0], waits[1]];
    expect(first).toBe("a:1, 1000, shard 2/3 publishes it");
    expect(second).toBe("a:1 and 1 more, 2000, shard 2/3 publishes it");
    const pauses = waits.map((wait) => Number(wait.split(", ")[1]) / 1000);
    expect(pauses).toEqual([1, 2, 4, 8, 15, 15, 1, 2]);
    expect([a.looks, b.looks]).toEqual([7, 9]);
  });

  test("is looked for by each run at another time, as chance has it", async () => {
    const { arrivals, waits, at } = world(300_000, 0);
    await arrivals.of(awaited("a:1", () => at() >= 4));
    expect(waits.map((wait) => wait.split(", ")[1])).toEqual(["500", "1000", "2000", "4000"]);
  });

  test("is given up once for the whole budget nothing came, and what came counts", async () => {
    const { arrivals, at } = world(20_000);
    const never = arrivals.of(awaited("never:1", () => false));
    const late = arrivals.of(awaited("late:1", () => at() >= 14));
    await late;
    await expect(never).rejects.toMatchObject({
      code: "NETWORK",
      message:
        "shard 2/3 has not published never:1: for 20 s nothing came of what this run waits for",
    });
    expect(at()).toBe(35);
    await expect(world(0).arrivals.of(awaited("x:1", () => false))).rejects.toMatchObject({
      hint: expect.stringContaining("shard 2/3") as string,
    });
  });

  test("that can never come is told at once, and the rest goes on", async () => {
    const { arrivals, at } = world(60_000);
    const refused = awaited("refused:1", () => {
      if (at() > 0) throw new BpError("CONFLICT", "other bytes");
      return false;
    });
    const [first, second] = await Promise.allSettled([
      arrivals.of(refused),
      arrivals.of(awaited("b:1", () => at() >= 3)),
    ]);
    expect(first).toMatchObject({ status: "rejected", reason: { code: "CONFLICT" } });
    expect(second.status).toBe("fulfilled");
    expect(refused.looks).toBe(2);
  });

  test("is not waited for once the run is interrupted", async () => {
    const { arrivals, abort } = world(60_000);
    const waiting = arrivals.of(awaited("a:1", () => false));
    abort();
    await expect(waiting).rejects.toMatchObject({ code: "INTERRUPTED" });
  });
});
