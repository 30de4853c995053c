import { array, assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";

import { formatShard, inShard, parseShard } from "../../../src/app/publish/shard.ts";

interface Item {
  readonly name: string;
  readonly wave: number;
}

const items = array(integer({ min: 0, max: 4 }), { maxLength: 60 }).map((waves) =>
  waves.map((wave, index): Item => ({ name: `item-${index}`, wave })),
);

function sizes(parts: readonly (readonly Item[])[]): number {
  const lengths = parts.map(({ length }) => length);
  return Math.max(...lengths) - Math.min(...lengths);
}

describe("a shard", () => {
  test("has with the others each once, in all and in each wave as many as any other, or one less", () => {
    assert(
      property(items, integer({ min: 1, max: 20 }), (all, total) => {
        const shards = Array.from({ length: total }, (_, index) =>
          inShard(all, { index: index + 1, total }),
        );
        const names = shards.flat().map(({ name }) => name);
        expect(names.toSorted()).toEqual(all.map(({ name }) => name).toSorted());
        expect(sizes(shards)).toBeLessThanOrEqual(1);
        for (const wave of new Set(all.map((one) => one.wave)))
          expect(
            sizes(shards.map((shard) => shard.filter((one) => one.wave === wave))),
          ).toBeLessThanOrEqual(1);
        for (const shard of shards) {
          const waves = shard.map(({ wave }) => wave);
          expect(waves).toEqual(waves.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  test("is written as which of how many, from 1", () => {
    expect(parseShard("2/5", {})).toEqual({ index: 2, total: 5 });
    expect(formatShard({ index: 2, total: 5 })).toBe("2/5");
    for (const text of ["0/5", "6/5", "1", "a/b", "1/0", "-1/2", "1/2/3", "01/2", ""])
      expect(parseShard(text, { JOB_COMPLETION_INDEX: "0" })).toBe(undefined);
  });

  test("is said by the environment: from 0 by an indexed Job, from 1 by GitLab, which knows how many too", () => {
    expect(parseShard("auto/20", { JOB_COMPLETION_INDEX: "0" })).toEqual({ index: 1, total: 20 });
    expect(parseShard("auto/20", { JOB_COMPLETION_INDEX: "19" })).toEqual({ index: 20, total: 20 });
    const gitlab = { CI_NODE_INDEX: "3", CI_NODE_TOTAL: "4" };
    expect(parseShard("auto", gitlab)).toEqual({ index: 3, total: 4 });
    expect(parseShard("auto/8", gitlab)).toEqual({ index: 3, total: 8 });
  });

  test.each([
    ["auto/20", {}],
    ["auto/20", { JOB_COMPLETION_INDEX: "20" }],
    ["auto/20", { JOB_COMPLETION_INDEX: "x" }],
    ["auto", { JOB_COMPLETION_INDEX: "0" }],
    ["auto", { CI_NODE_INDEX: "5", CI_NODE_TOTAL: "4" }],
    ["auto/", { JOB_COMPLETION_INDEX: "0" }],
  ])("is none: %s with %j", (text, environment) => {
    expect(parseShard(text, environment)).toBe(undefined);
  });
});
