import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Registry } from "./registry.ts";
import { startRegistry } from "./registry.ts";

/**
 * Copies the registry, changes one bit in each of the named blobs or manifests of the copy, and runs
 * the check against it. Distribution serves what lies on its disk: the digest is the reader's to check.
 */
export async function withFlipped(
  registry: Registry,
  digests: readonly string[],
  check: (copy: Registry) => Promise<void>,
): Promise<void> {
  const copy = await startRegistry({ from: registry });
  try {
    for (const digest of digests) await flipByte(copy, digest);
    await check(copy);
  } finally {
    await copy.stop();
  }
}

/** The middle byte: of a signed JSON document that is somewhere in its payload. */
async function flipByte(registry: Registry, digest: string): Promise<void> {
  const hex = digest.replace("sha256:", "");
  const folder = join(registry.storage, "docker/registry/v2/blobs/sha256", hex.slice(0, 2), hex);
  const file = join(folder, "data");
  const bytes = await readFile(file);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  await writeFile(file, bytes);
}
