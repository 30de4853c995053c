import { setTimeout as pause } from "node:timers/promises";

import { describe, expect, test } from "vitest";

import type { Aside } from "../../../src/app/publish/places.ts";
import type { Job } from "../../../src/app/publish/schedule.ts";
import { schedule } from "../../../src/app/publish/schedule.ts";

interface Ended {
  readonly name: string;
  readonly ok: boolean;
}

const options = { concurrency: 3, succeeded: (result: Ended): boolean => result.ok };

function job(name: string, after: readonly string[], log: string[], ok = true): Job<Ended> {
  return {
    name,
    after,
    async run(failed) {
      log.push(
        `+${name}${failed.length === 0 ? "" : ` !${failed.map((one) => one.name).join(",")}`}`,
      );
      await pause(1);
      log.push(`-${name}`);
      return { name, ok: ok && failed.length === 0 };
    },
  };
}

describe("schedule", () => {
  test("starts nothing before what it waits for has ended", async () => {
    const log: string[] = [];
    const jobs = [job("c", ["a", "b"], log), job("b", ["a"], log), job("a", [], log)];
    const results = await schedule(jobs, options);
    expect(results.map(({ name }) => name)).toEqual(["c", "b", "a"]);
    expect(log).toEqual(["+a", "-a", "+b", "-b", "+c", "-c"]);
  });

  test("tells a job which of its predecessors failed, and goes on with the rest", async () => {
    const log: string[] = [];
    const jobs = [
      job("bad", [], log, false),
      job("next", ["bad"], log),
      job("last", ["next"], log),
      job("other", [], log),
    ];
    const results = await schedule(jobs, options);
    expect(results.map(({ ok }) => ok)).toEqual([false, false, false, true]);
    expect(log).toContain("+next !bad");
    expect(log).toContain("+last !next");
  });

  test("runs no more at once than allowed", async () => {
    let running = 0;
    let most = 0;
    const jobs = Array.from({ length: 20 }, (_, index) => ({
      name: `job-${index}`,
      after: [],
      async run() {
        running += 1;
        most = Math.max(most, running);
        await pause(1);
        running -= 1;
        return { name: "", ok: true };
      },
    }));
    await schedule(jobs, options);
    expect(most).toBe(3);
  });

  test("lets the others finish before it rejects", async () => {
    const log: string[] = [];
    const broken: Job<Ended> = {
      name: "broken",
      after: [],
      run: () => Promise.reject(new Error("no")),
    };
    await expect(schedule([broken, job("fine", [], log)], options)).rejects.toThrow("no");
    expect(log).toEqual(["+fine", "-fine"]);
  });

  test("who steps aside lets others begin, four times as many as may work, and comes back before the next", async () => {
    const log: string[] = [];
    let waiting = 0;
    const together = Promise.withResolvers<void>();
    const jobs = Array.from({ length: 10 }, (_, index) => ({
      name: `job-${index}`,
      after: [],
      run: async (__: readonly unknown[], aside: Aside) => {
        log.push("begins");
        await aside(async () => {
          waiting += 1;
          if (waiting === 8) together.resolve();
          await together.promise;
        });
        log.push("is back");
        return { name: "", ok: true };
      },
    }));
    await schedule(jobs, { ...options, concurrency: 2 });
    expect(log.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => "begins"));
    expect(log[8]).toBe("is back");
  });

  test("what is done aside may fail, and its place is given on", async () => {
    const failing: Job<Ended> = {
      name: "failing",
      after: [],
      run: (_, aside) => aside(() => Promise.reject(new Error("no"))),
    };
    const log: string[] = [];
    const jobs = [failing, job("one", [], log), job("two", [], log)];
    await expect(schedule(jobs, { ...options, concurrency: 1 })).rejects.toThrow("no");
    expect(log).toEqual(["+one", "-one", "+two", "-two"]);
  });

  test("what waits afterwards is in nobody's place, and those behind it wait for it", async () => {
    const log: string[] = [];
    const come = Promise.withResolvers<void>();
    const waiting = Array.from({ length: 40 }, (_, index) => ({
      ...job(`w${index}`, [], []),
      afterwards: async (result: Ended) => {
        await come.promise;
        return { ...result, ok: index !== 0 };
      },
    }));
    const last = {
      ...job("last", [], log),
      afterwards: async (result: Ended) => {
        come.resolve();
        return result;
      },
    };
    const behind = [job("behind w0", ["w0"], log), job("behind w1", ["w1"], log)];
    const results = await schedule([...waiting, ...behind, last], { ...options, concurrency: 1 });
    expect(log).toEqual([
      "+last",
      "-last",
      "+behind w0 !w0",
      "-behind w0",
      "+behind w1",
      "-behind w1",
    ]);
    expect(results.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(["w0", "behind w0"]);
  });

  test("refuses a circle", async () => {
    const log: string[] = [];
    await expect(schedule([job("a", ["b"], log), job("b", ["a"], log)], options)).rejects.toThrow(
      RangeError,
    );
    expect(log).toEqual([]);
  });
});
