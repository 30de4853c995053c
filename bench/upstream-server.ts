/**
 * A chart repository in a process of its own: `node upstream-server.ts CHARTS MEGABYTES` prints its address, and serves
 * charts of 20 KB that hardly compress, each in a hundred versions of which the newest can be had, until it is killed.
 */
import { createCipheriv } from "node:crypto";

import { startChartRepository } from "../test/support/chart-repository.ts";
import { largeIndex, versionsEach } from "../test/support/large-index.ts";
import type { Upstream } from "../test/support/upstream.ts";
import { upstream } from "../test/support/upstream.ts";

const [, , charts = "40", megabytes = "5"] = process.argv;
const newest = await Promise.all(Array.from({ length: Number(charts) }, (_, at) => chart(at)));
const index = largeIndex(newest, Number(megabytes) * 1_000_000);
const { url } = await startChartRepository(newest, { index });
console.log(JSON.stringify({ url, index: index.length }));

function chart(at: number): Promise<Upstream> {
  const key = Buffer.alloc(16, at + 1);
  const noise = createCipheriv("aes-128-ctr", key, key).update(Buffer.alloc(15_000));
  const files = { "files/noise.txt": noise.toString("base64") };
  return upstream({ name: `up-${at}`, version: `1.${versionsEach - 1}.0`, files });
}
