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
import { createRequire, Module } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

/** Code as V8 compiled it while it ran. */
interface Kept {
  readonly data: Buffer;
  /** The occasions on which it ran: what each of them called is in it. */
  readonly occasions: readonly string[];
}

/** How many occasions one file tells apart. */
const occasionLimit = 64;

/** What was not written anew in so long is of a build that nobody runs, in milliseconds. */
const keptFor = 30 * 24 * 60 * 60 * 1000;

const digestLength = 64;

/** The length of the names of the occasions, and the digest of all before it. */
const trailerLength = 4 + digestLength;

/**
 * Loads a CommonJS file, which `require` gives from then on, with the code that V8 compiled for it in former runs:
 * Node's own cache has but what is compiled before the first line runs. The code is kept by the digest of the source,
 * and V8 refuses what another V8 made.
 * @param occasion what the run does, a few words
 * @returns what keeps, once the run has done its work, the code of an occasion that was not kept before
 */
export function loadKept(file: string, folder: string, occasion: string): () => void {
  const source = readFileSync(file);
  const place = join(folder, `${hash("sha256", source).slice(0, 32)}-${process.version}.bin`);
  const known = read(place);
  const script = new Script(`${start}${source.toString("utf8")}\n})`, {
    filename: file,
    columnOffset: -start.length,
    ...(known === undefined ? {} : { cachedData: known.data }),
  });
  run(script, file);
  const occasions = script.cachedDataRejected === false ? (known?.occasions ?? []) : [];
  return () => {
    if (occasions.includes(occasion) || occasions.length >= occasionLimit) return;
    write(place, { data: script.createCachedData(), occasions: [...occasions, occasion] });
  };
}

/** What Node puts before a CommonJS file. */
const start = "(function (exports, require, module, __filename, __dirname) { ";

type Wrapper = (...names: readonly unknown[]) => void;

function run(script: Script, file: string): void {
  const require = createRequire(file);
  const module = new Module(file);
  module.filename = file;
  require.cache[file] = module;
  const wrapper = script.runInThisContext() as Wrapper;
  wrapper.call(module.exports, module.exports, require, module, file, dirname(file));
  module.loaded = true;
}

/** The code comes first, where V8 takes it as it lies; then the names of the occasions, and the trailer. */
function read(place: string): Kept | undefined {
  try {
    const bytes = readFileSync(place);
    const covered = bytes.length - digestLength;
    if (hash("sha256", bytes.subarray(0, covered)) !== bytes.toString("latin1", covered))
      return undefined;
    const end = bytes.length - trailerLength;
    const start = end - bytes.readUInt32LE(end);
    const occasions = bytes.toString("utf8", start, end).split("\n");
    return { data: bytes.subarray(0, start), occasions };
  } catch {
    return undefined;
  }
}

function write(place: string, { data, occasions }: Kept): void {
  const names = Buffer.from(occasions.join("\n"));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(names.length);
  const covered = Buffer.concat([data, names, length]);
  const body = Buffer.concat([covered, Buffer.from(hash("sha256", covered))]);
  try {
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
    moveIn(place, body);
    sweep(dirname(place), Date.now() - keptFor);
  } catch {
    // What cannot be kept is compiled again.
  }
}

/** Written beside first: whoever reads meanwhile has the old one or the new one whole. */
function moveIn(place: string, body: Buffer): void {
  const beside = `${place}.${randomBytes(6).toString("hex")}`;
  try {
    writeFileSync(beside, body, { mode: 0o600 });
    renameSync(beside, place);
  } finally {
    rmSync(beside, { force: true });
  }
}

function sweep(folder: string, before: number): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (statSync(file).mtimeMs < before) rmSync(file, { force: true });
  }
}
