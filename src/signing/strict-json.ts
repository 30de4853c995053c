/** A shape: `true` for any scalar, an object for exactly these keys, an array of one shape for a list of it. */
export type Shape = true | { readonly [key: string]: Shape } | readonly [Shape];

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A JSON object of UTF-8 bytes, read as strictly as Go's protojson reads: no duplicate keys.
 * @throws SyntaxError with a sentence that says what is wrong
 */
export function parseJson(bytes: Uint8Array): Record<string, unknown> {
  const text = decode(bytes);
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new SyntaxError("the JSON is not an object");
  const duplicate = duplicateKey(text);
  if (duplicate !== undefined) throw new SyntaxError(`the key ${duplicate} is there twice`);
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SyntaxError("the text is not UTF-8");
  }
}

/** Where the value differs from the shape: a key that the shape lacks, or another kind of value. */
export function misfit(value: unknown, shape: Shape, at = ""): string | undefined {
  if (shape === true) {
    return typeof value === "object" ? `${at || "the value"} is not a scalar` : undefined;
  }
  if (isList(shape)) {
    if (!Array.isArray(value)) return `${at} is not a list`;
    return first(value.map((item, index) => misfit(item, shape[0], `${at}[${index}]`)));
  }
  if (!isRecord(value)) return `${at || "the value"} is not an object`;
  return first(
    Object.entries(value).map(([key, item]) => {
      const inner = Object.hasOwn(shape, key) ? shape[key] : undefined;
      const path = at === "" ? key : `${at}.${key}`;
      return inner === undefined ? `${path} is not a known field` : misfit(item, inner, path);
    }),
  );
}

function isList(shape: Exclude<Shape, true>): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function first(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined);
}

const token = /"(?:[^"\\]|\\.)*"(?<key>\s*:)?|[{}]/gu;

/** A key that an object of the text has twice; JSON.parse would keep the last without a word. The text must be valid JSON. */
function duplicateKey(text: string): string | undefined {
  const open: Set<string>[] = [];
  for (const match of text.matchAll(token)) {
    const [word] = match;
    if (word === "{") open.push(new Set());
    else if (word === "}") open.pop();
    else if (match.groups?.["key"] !== undefined) {
      const quoted = word.slice(0, word.lastIndexOf('"') + 1);
      const key = String(JSON.parse(quoted));
      const keys = open.at(-1);
      if (keys?.has(key) === true) return quoted;
      keys?.add(key);
    }
  }
  return undefined;
}
