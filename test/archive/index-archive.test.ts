import { expect, test } from "vitest";

import { indexArchive } from "../../src/archive/index.ts";
import type { Spooled } from "../../src/model/ports.ts";
import { collect, memorySpool, stream } from "./support/bytes.ts";
import { tgzOf } from "./support/tar.ts";

test("gives slices that open in any order and again", async () => {
  const tgz = tgzOf([
    { name: "d/Chart.yaml", body: "name: d\n" },
    { name: "d/big", body: "b".repeat(200_000) },
    { name: "d/empty" },
  ]);
  const index = await indexArchive(stream(tgz, 1000), memorySpool, { name: "d.tgz" });
  expect(index.entries.map(({ path, size }) => [path, size])).toEqual([
    ["Chart.yaml", 8],
    ["big", 200_000],
    ["empty", 0],
  ]);
  const [first, big, empty] = index.entries;
  for (const entry of [big, first, big, empty]) {
    expect((await collect(entry?.open() ?? stream(Buffer.alloc(0)))).length).toBe(entry?.size);
  }
  expect((await collect(first?.open() ?? stream(Buffer.alloc(0)))).toString()).toBe("name: d\n");
  await index.dispose();
});

test("gives the spool back where the archive is bad", async () => {
  let disposed = 0;
  const spool = async (...args: Parameters<typeof memorySpool>): Promise<Spooled> => {
    const spooled = await memorySpool(...args);
    return { ...spooled, dispose: () => Promise.resolve(void (disposed += 1)) };
  };
  const tgz = tgzOf([{ name: "d/l", type: "2", link: "/etc/passwd" }]);
  await expect(indexArchive(stream(tgz), spool, { name: "d.tgz" })).rejects.toThrow("link");
  expect(disposed).toBe(1);
});
