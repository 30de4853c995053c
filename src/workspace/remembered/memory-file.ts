import { hash, randomBytes } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { deserialize } from "node:v8";

/** Larger than this a memory is neither read nor written, in bytes. */
export const memoryLimit: number = 64 * 1024 * 1024;

const digestLength = 64;

/** Where something is remembered for the next run. */
export interface MemoryPlace {
  readonly folder: string;
  /** What it is a memory of: what file names begin with. */
  readonly name: string;
  /** What names the code that wrote it, which alone reads it. */
  readonly build: string;
}

/** What was written there, whole; undefined where nothing was, or it is damaged. */
export function readMemory(place: MemoryPlace): unknown {
  try {
    const file = fileOf(place);
    if (statSync(file).size > memoryLimit) return undefined;
    const bytes = readFileSync(file);
    const body = bytes.subarray(digestLength);
    if (hash("sha256", body) !== bytes.toString("latin1", 0, digestLength)) return undefined;
    return deserialize(body);
  } catch {
    return undefined;
  }
}

/**
 * Beside, then moved in: whoever reads meanwhile has the old one or the new one whole. What other builds wrote goes.
 * What is larger than memoryLimit is not written; the file system's own errors as they are.
 */
export function writeMemory(place: MemoryPlace, body: Buffer): void {
  if (body.byteLength > memoryLimit) return;
  const file = fileOf(place);
  const beside = `${file}.${randomBytes(6).toString("hex")}`;
  mkdirSync(place.folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(beside, Buffer.concat([Buffer.from(hash("sha256", body)), body]), {
      mode: 0o600,
    });
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
  for (const name of readdirSync(place.folder)) {
    const other = join(place.folder, name);
    if (name.startsWith(`${place.name}-`) && other !== file) rmSync(other, { force: true });
  }
}

function fileOf({ folder, name, build }: MemoryPlace): string {
  return join(folder, `${name}-${build}.bin`);
}
