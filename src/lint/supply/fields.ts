/** Offsets in a text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Fields = ReadonlyMap<string, Span>;

/** What is below one key is read no further than this. */
const lineLimit = 60;
const flowLimit = 2000;
/** Longer lines are nobody's manifest. */
const lineLength = 2000;

const scalar = /[ \t]*(?:(["'])([^"'\n]*)\1|([^\s,}\]"'{[|>&*!#][^\s,}\]]*))/uy;
const inFlow = /[{,]\s*["']?([\w./-]+)["']?:[ \t]+/gu;
const fieldStart = /["']?([\w./-]+)["']?:(?=[ \t])/uy;

/** The scalar after a key's colon; undefined where there is none on the line. */
export function scalarAfter(text: string, colon: number): Span | undefined {
  scalar.lastIndex = colon;
  const match = scalar.exec(text);
  if (match === null) return undefined;
  const [whole, quote, quoted, plain = ""] = match;
  const end = match.index + whole.length;
  if (quote === undefined) return { start: end - plain.length, end };
  return { start: end - 1 - (quoted ?? "").length, end: end - 1 };
}

/**
 * The scalar fields of the mapping after a key, or of each mapping of a list there, in block or flow style. Read from a
 * template's text whose actions are blanked.
 * @param key offset of the key, `colon` of what follows its colon
 */
export function fieldsAfter(text: string, key: number, colon: number): readonly Fields[] {
  const end = lineEnd(text, colon);
  const rest = text.slice(colon, end).trimStart();
  if (rest.startsWith("{") || rest.startsWith("[")) return flowFields(text, colon);
  return isBlank(rest) ? blockFields(text, column(text, key), end + 1) : [];
}

/** Each key that comes again begins another mapping. */
function flowFields(text: string, from: number): readonly Fields[] {
  const found: Map<string, Span>[] = [];
  const flow = text.slice(from, flowEnd(text, from));
  for (const match of flow.matchAll(inFlow)) {
    const [whole, name = ""] = match;
    const span = scalarAfter(text, from + match.index + whole.length);
    const last = found.at(-1);
    if (span === undefined) continue;
    if (last === undefined || last.has(name)) found.push(new Map([[name, span]]));
    else last.set(name, span);
  }
  return found;
}

function flowEnd(text: string, from: number): number {
  let depth = 0;
  const limit = Math.min(text.length, from + flowLimit);
  for (let at = from; at < limit; at += 1) {
    const char = text[at];
    if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") depth -= 1;
    if (depth === 0 && (char === "}" || char === "]")) return at;
  }
  return limit;
}

function blockFields(text: string, keyColumn: number, from: number): readonly Fields[] {
  const found: Map<string, Span>[] = [];
  let level: number | undefined;
  let start = from;
  for (let count = 0; count < lineLimit && start < text.length; count += 1) {
    const end = lineEnd(text, start);
    if (end - start === lineLength) break;
    const line = text.slice(start, end);
    const [dashes = ""] = /^[ ]*(?:-[ ]+)?/u.exec(line) ?? [];
    const isItem = dashes.includes("-");
    const indent = line.length - line.trimStart().length;
    const next = end + 1;
    if (!isBlank(line)) {
      if (indent < keyColumn || (indent === keyColumn && !isItem)) break;
      level ??= dashes.length;
      if (dashes.length === level) addField(found, text, { start: start + level, isItem });
    }
    start = next;
  }
  return found;
}

function addField(
  found: Map<string, Span>[],
  text: string,
  { start, isItem }: { readonly start: number; readonly isItem: boolean },
): void {
  fieldStart.lastIndex = start;
  const match = fieldStart.exec(text);
  const span = match === null ? undefined : scalarAfter(text, fieldStart.lastIndex);
  if (isItem || found.length === 0) found.push(new Map());
  const [, name = ""] = match ?? [];
  if (span !== undefined && found.at(-1)?.has(name) === false) found.at(-1)?.set(name, span);
}

/** Nothing but space, comments and what actions left. */
function isBlank(line: string): boolean {
  return /^[\s\uE000]*(?:#.*)?$/u.test(line);
}

function column(text: string, offset: number): number {
  return linePrefix(text, offset).length;
}

/** What stands before the offset on its line, or the end of that. */
export function linePrefix(text: string, offset: number): string {
  const before = text.slice(Math.max(0, offset - lineLength), offset);
  return before.slice(before.lastIndexOf("\n") + 1);
}

function lineEnd(text: string, from: number): number {
  const line = text.slice(from, from + lineLength);
  const end = line.indexOf("\n");
  return from + (end === -1 ? line.length : end);
}
