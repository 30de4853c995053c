import { indexFields } from "./index-fields.ts";

const [quote, backslash, open, close, openList, closeList] = [...Buffer.from('"\\{}[]')];

/**
 * Finds the versions in an index that is JSON, however large, and keeps of each what matters: only one version's text
 * is held at a time.
 */
export class IndexJson {
  /** JSON lists of versions by chart. */
  readonly charts: Map<string, string> = new Map();
  readonly #held: Uint8Array[] = [];
  #depth = 0;
  #inString = false;
  #escaped = false;
  #start = -1;
  /** The key that was last read at each depth. */
  readonly #keys: string[] = [];
  #versions: string[] = [];
  #entries = false;

  /** @throws SyntaxError where a part of it is no JSON */
  write(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (this.#inString) this.#string(chunk, at, byte);
      else if (byte === quote) this.#startString(at);
      else if (byte === open || byte === openList) this.#open(at);
      else if (byte === close || byte === closeList) this.#close(chunk, at);
    }
    if (this.#start === -1) return;
    this.#held.push(chunk.slice(this.#start));
    this.#start = 0;
  }

  /** Whether it came to its end, and held entries. */
  end(): boolean {
    return this.#depth === 0 && !this.#inString && this.#entries;
  }

  /** Versions stand at depth 4: object, entries, list, version. */
  #startString(at: number): void {
    this.#inString = true;
    if (this.#depth === 1 || this.#depth === 2) this.#start = at;
  }

  #string(chunk: Uint8Array, at: number, byte: number | undefined): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) {
      this.#inString = false;
      if (this.#depth > 2) return;
      // A value's text is taken for a key too: the next key takes its place before anything is opened.
      this.#keys[this.#depth] = JSON.parse(this.#take(chunk, at)) as string;
    }
  }

  #open(at: number): void {
    this.#depth += 1;
    if (this.#depth === 2 && this.#keys[1] === "entries") this.#entries = true;
    if (this.#depth === 3) this.#versions = [];
    if (this.#depth === 4 && this.#keys[1] === "entries") this.#start = at;
  }

  #close(chunk: Uint8Array, at: number): void {
    if (this.#depth === 4 && this.#keys[1] === "entries") {
      const version: unknown = JSON.parse(this.#take(chunk, at));
      this.#versions.push(JSON.stringify(version, [...indexFields]));
    }
    if (this.#depth === 3 && this.#keys[1] === "entries")
      this.charts.set(this.#keys[2] ?? "", `[${this.#versions.join(",")}]`);
    this.#depth -= 1;
  }

  #take(chunk: Uint8Array, end: number): string {
    const parts = [...this.#held.splice(0), chunk.subarray(this.#start, end + 1)];
    this.#start = -1;
    return Buffer.concat(parts).toString("utf8");
  }
}
