import { hash } from "node:crypto";
import { serialize } from "node:v8";

import type { CompactYaml, ParsedYaml } from "../yaml/index.ts";
import { compact, expand, parseYaml } from "../yaml/index.ts";
import type { MemoryPlace } from "./remembered/memory-file.ts";
import { memoryLimit, readMemory, writeMemory } from "./remembered/memory-file.ts";

/** From how many new texts on writing the memory anew pays, beside one in ten. */
const worthWriting = 4;

type Entry = readonly [file: string, text: string, compact: CompactYaml];

/** Parses YAML, and remembers what it parsed for the next run: a text that is as it was is not parsed again. */
export interface ParseMemory {
  readonly parse: (text: string, file: string) => ParsedYaml;
  /** Writes what was learnt, where that is worth it. A memory that cannot be written is none. */
  save(): void;
}

/**
 * What a former run of this very build remembered of a workspace; empty where there is none. An entry holds the whole
 * text, and counts for that text alone: nothing depends on times or names.
 * @param build what names the code that parses; a program that is not built has no name, and no memory, since its code
 * may change meanwhile
 */
export function parseMemory(
  folder: string,
  root: string,
  build: string | undefined = buildName(import.meta.url),
): ParseMemory | undefined {
  if (build === undefined) return undefined;
  return new Memory({ folder, name: hash("sha256", root).slice(0, 32), build });
}

/** The hash that the build writes into a chunk's name, which covers the chunks that it imports. */
function buildName(url: string): string | undefined {
  return /-([\w-]{8})\.c?js$/u.exec(url)?.[1];
}

class Memory implements ParseMemory {
  readonly #place: MemoryPlace;
  readonly #known: ReadonlyMap<string, Entry>;
  readonly #fresh = new Map<string, Entry>();
  readonly #used = new Map<string, Entry>();

  constructor(place: MemoryPlace) {
    this.#place = place;
    this.#known = new Map(entriesIn(place).map((entry) => [entry[0], entry]));
  }

  readonly parse = (text: string, file: string): ParsedYaml => {
    const known = this.#known.get(file);
    if (known?.[1] === text) {
      this.#used.set(file, known);
      return expand(known[2], text, file);
    }
    const parsed = parseYaml(text, file);
    const packed = compact(parsed, text);
    if (packed !== undefined) this.#fresh.set(file, [file, text, packed]);
    return parsed;
  };

  save(): void {
    const { size } = this.#fresh;
    if (size === 0 || (size < worthWriting && size * 10 <= this.#known.size)) return;
    try {
      const all = bodyOf([this.#known, this.#fresh]);
      // What is not asked for any more goes first.
      const body = all.byteLength > memoryLimit ? bodyOf([this.#used, this.#fresh]) : all;
      writeMemory(this.#place, body);
    } catch {
      // What cannot be remembered is parsed again.
    }
  }
}

function entriesIn(place: MemoryPlace): readonly Entry[] {
  return (readMemory(place) ?? []) as readonly Entry[];
}

function bodyOf(entries: readonly ReadonlyMap<string, Entry>[]): Buffer {
  return serialize([...new Map(entries.flatMap((some) => [...some])).values()]);
}
