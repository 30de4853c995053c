/** A glob that Go's filepath.Match calls malformed. */
export class BadGlob extends Error {
  override readonly name = "BadGlob";
}

/**
 * Go's filepath.Match on a system with `/`: `*` and `?` never match a slash, `[a-z]` and `[^a-z]` may, a backslash
 * takes the next character as it is, and the whole name must match.
 * @throws BadGlob where the part of the pattern that was looked at is malformed
 */
export function globMatch(pattern: string, name: string): boolean {
  let rest = [...name];
  let chunks = scan([...pattern]);
  for (;;) {
    const { star, chunk, after } = chunks;
    if (chunk.length === 0 && after.length === 0) {
      return star ? !rest.includes("/") : rest.length === 0;
    }
    const next = place(chunk, rest, { star, last: after.length === 0 });
    if (next === undefined) return false;
    if (after.length === 0) return next.length === 0;
    rest = next;
    chunks = scan(after);
  }
}

interface Chunk {
  /** Stars stand before the chunk. */
  readonly star: boolean;
  /** Up to the next star outside brackets. */
  readonly chunk: readonly string[];
  readonly after: readonly string[];
}

function scan(pattern: readonly string[]): Chunk {
  const found = pattern.findIndex((character) => character !== "*");
  const start = found === -1 ? pattern.length : found;
  let bracketed = false;
  for (let at = start; at < pattern.length; at += 1) {
    const character = pattern[at];
    if (character === "\\") at += 1;
    else if (character === "[") bracketed = true;
    else if (character === "]") bracketed = false;
    else if (character === "*" && !bracketed) {
      return { star: start > 0, chunk: pattern.slice(start, at), after: pattern.slice(at) };
    }
  }
  return { star: start > 0, chunk: pattern.slice(start), after: [] };
}

/** What is left of the name after the first place where the chunk fits; the last chunk must use the name up. */
function place(
  chunk: readonly string[],
  name: string[],
  { star, last }: { star: boolean; last: boolean },
): string[] | undefined {
  const first = matchChunk(chunk, name);
  if (first !== undefined && (first.length === 0 || !last)) return first;
  if (!star) return undefined;
  for (let at = 0; at < name.length && name[at] !== "/"; at += 1) {
    const next = matchChunk(chunk, name.slice(at + 1));
    if (next !== undefined && (!last || next.length === 0)) return next;
  }
  return undefined;
}

/** The name after the chunk, undefined where it does not fit; the chunk is read to its end either way. */
function matchChunk(chunk: readonly string[], name: readonly string[]): string[] | undefined {
  let used = 0;
  let failed = false;
  for (let at = 0; at < chunk.length;) {
    failed ||= used >= name.length;
    const character = failed ? undefined : name[used];
    const step = matchOne(chunk, at, character);
    failed ||= !step.matches;
    used += 1;
    at = step.next;
  }
  return failed ? undefined : name.slice(used);
}

interface Step {
  readonly matches: boolean;
  readonly next: number;
}

function matchOne(chunk: readonly string[], at: number, character: string | undefined): Step {
  if (chunk[at] === "[") return matchClass(chunk, at + 1, character);
  if (chunk[at] === "?") return { matches: character !== "/", next: at + 1 };
  const literal = chunk[at] === "\\" ? at + 1 : at;
  if (literal >= chunk.length) throw new BadGlob("a backslash at the end");
  return { matches: chunk[literal] === character, next: literal + 1 };
}

function matchClass(chunk: readonly string[], start: number, character: string | undefined): Step {
  const negated = chunk[start] === "^";
  let at = negated ? start + 1 : start;
  let matches = false;
  for (let ranges = 0; ranges === 0 || chunk[at] !== "]"; ranges += 1) {
    const low = classCharacter(chunk, at);
    const high = chunk[low.next] === "-" ? classCharacter(chunk, low.next + 1) : low;
    const code = character?.codePointAt(0);
    matches ||= code !== undefined && low.code <= code && code <= high.code;
    at = high.next;
  }
  return { matches: matches !== negated, next: at + 1 };
}

function classCharacter(chunk: readonly string[], at: number): { code: number; next: number } {
  const start = chunk[at] === "\\" ? at + 1 : at;
  const plain = start === at && (chunk[at] === "-" || chunk[at] === "]");
  const code = chunk[start]?.codePointAt(0);
  if (plain || code === undefined || start + 1 >= chunk.length) {
    throw new BadGlob("a bracket that is not closed, or holds nothing");
  }
  return { code, next: start + 1 };
}
