/**
 * `node bench/bare-package.ts async|zlib|pako <folder>…`: what packaging costs at the least. Each chart's folder is read,
 * laid into a tar, compressed at level 6, hashed and written; nothing is checked. `async` compresses two charts at a time
 * in Node's own threads while this one reads; the others share the charts out to two threads that do it all, with Node's
 * zlib or with the compressor that bp has.
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { isMainThread, Worker, workerData } from "node:worker_threads";
import { gzip, gzipSync } from "node:zlib";

import { gzip as pakoGzip } from "pako";
import { pack } from "tar-stream";

import { each } from "../test/support/parallel.ts";

type Compress = (tar: Buffer) => Promise<Uint8Array> | Uint8Array;

interface Share {
  readonly how: string;
  readonly folders: readonly string[];
  readonly out: string;
}

const inThreads = promisify(gzip);
const compressors: Readonly<Record<string, Compress>> = {
  async: (tar) => inThreads(tar, { level: 6 }),
  zlib: (tar) => gzipSync(tar, { level: 6 }),
  pako: (tar) => pakoGzip(tar, { level: 6 }),
};

if (isMainThread) await main();
else await packageAll(workerData as Share, 1);

async function main(): Promise<void> {
  const [how = "", ...folders] = process.argv.slice(2);
  const out = mkdtempSync(join(tmpdir(), "bp-bare-"));
  try {
    if (how === "async") await packageAll({ how, folders, out }, 2);
    else await inTwoThreads({ how, folders, out });
    console.log(readdirSync(out).length);
  } finally {
    rmSync(out, { recursive: true });
  }
}

async function inTwoThreads({ how, folders, out }: Share): Promise<void> {
  const shares = [0, 1].map((half) => folders.filter((_, at) => at % 2 === half));
  const threads = shares.map(
    (share) => new Worker(import.meta.filename, { workerData: { how, folders: share, out } }),
  );
  await Promise.all(threads.map((thread) => once(thread, "exit")));
}

async function packageAll({ how, folders, out }: Share, atOnce: number): Promise<void> {
  const compress = compressors[how];
  if (compress === undefined) throw new Error(`there is no way called ${how}`);
  await each(folders, atOnce, (folder) => packageOne(folder, compress, out));
}

async function packageOne(folder: string, compress: Compress, out: string): Promise<string> {
  const tar = pack();
  const name = basename(dirname(folder));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  for (const file of files) {
    const path = join(file.parentPath, file.name);
    tar.entry({ name: `${name}/${relative(folder, path)}` }, readFileSync(path));
  }
  tar.finalize();
  const bytes = await compress(await buffer(tar));
  writeFileSync(join(out, `${name}.tgz`), bytes);
  return createHash("sha256").update(bytes).digest("hex");
}
