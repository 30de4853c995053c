/**
 * `node bench/bare-package.ts <folder>…`: what packaging costs at the least. Each chart's folder is read, laid into a
 * tar, compressed by zlib at level 6 and hashed; two at a time, so that both cores compress. It checks nothing.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

import { pack } from "tar-stream";

import { each } from "../test/support/parallel.ts";

const compress = promisify(gzip);
const out = mkdtempSync(join(tmpdir(), "bp-bare-"));
try {
  const folders = process.argv.slice(2);
  const digests = await each(folders, 2, packageOne);
  console.log(digests.length);
} finally {
  rmSync(out, { recursive: true });
}

async function packageOne(folder: string): Promise<string> {
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
  const bytes = await compress(await buffer(tar), { level: 6 });
  writeFileSync(join(out, `${name}.tgz`), bytes);
  return createHash("sha256").update(bytes).digest("hex");
}
