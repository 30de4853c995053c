import { BpError } from "../model/error.ts";
import type { Bytes, Content } from "../model/ports.ts";
import { ChartIndex, wholeIndex } from "./chart-index.ts";
import { IndexJson } from "./index-json.ts";
import { IndexLines } from "./index-lines.ts";

/** In bytes, of an index that has to be parsed whole. */
const wholeLimit = 32 * 1024 * 1024;
const lineLimit = 1024 * 1024;
const newline = 0x0a;

/**
 * An index.yaml, or one in JSON, in one pass that holds no more than what is kept of it. A layout that the pass does not
 * know is read whole.
 * @param name what messages call the index
 * @throws BpError REGISTRY where it is no index, LIMIT
 */
export async function readIndex(content: Content, name: string): Promise<ChartIndex> {
  const texts = (await passOver(content.open())) ?? wholeIndex(await textOf(content, name));
  if (texts !== undefined) return new ChartIndex(texts);
  throw new BpError("REGISTRY", `${name} is no index of a chart repository`, {
    hint: "the repository's address is the folder in which index.yaml lies",
  });
}

async function passOver(bytes: Bytes): Promise<ReadonlyMap<string, string> | undefined> {
  const chunks = bytes[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return undefined;
  const rest: Bytes = { [Symbol.asyncIterator]: () => chunks };
  const isJson = /^\uFEFF?\s*\{/u.test(Buffer.from(first.value.subarray(0, 4096)).toString("utf8"));
  return isJson ? jsonTexts(first.value, rest) : lineTexts(first.value, rest);
}

async function jsonTexts(
  first: Uint8Array,
  rest: Bytes,
): Promise<ReadonlyMap<string, string> | undefined> {
  const reader = new IndexJson();
  try {
    reader.write(first);
    for await (const chunk of rest) reader.write(chunk);
  } catch (error) {
    // Flow mappings of YAML begin as JSON does.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return reader.end() ? reader.charts : undefined;
}

async function lineTexts(
  first: Uint8Array,
  rest: Bytes,
): Promise<ReadonlyMap<string, string> | undefined> {
  const reader = new IndexLines();
  const mark = Buffer.from(first.subarray(0, 3)).toString("hex") === "efbbbf" ? 3 : 0;
  let left = takeLines(reader, Buffer.from(first.subarray(mark)));
  for await (const chunk of rest) {
    if (left === undefined || left.length > lineLimit) return undefined;
    left = takeLines(reader, Buffer.concat([left, chunk]));
  }
  if (left === undefined || !reader.line(textLine(left, 0, left.length))) return undefined;
  return reader.end() ? reader.charts : undefined;
}

/** What follows the last whole line, undefined where a line is not of the layout. */
function takeLines(reader: IndexLines, bytes: Buffer): Buffer | undefined {
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(newline, start);
    if (end === -1) return Buffer.from(bytes.subarray(start));
    if (!reader.line(textLine(bytes, start, end))) return undefined;
    start = end + 1;
  }
}

/** A string of its own: a slice of a longer one would keep that in memory. */
function textLine(bytes: Buffer, start: number, end: number): string {
  const last = bytes[end - 1] === 0x0d && end > start ? end - 1 : end;
  return bytes.toString("utf8", start, last);
}

async function textOf(content: Content, name: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content.open()) {
    size += chunk.byteLength;
    if (size > wholeLimit) {
      throw new BpError(
        "LIMIT",
        `${name} is too large: over ${wholeLimit} bytes in a layout of its own`,
        {
          hint: "`helm repo index` writes an index that can be read in one pass, however large",
        },
      );
    }
    chunks.push(new Uint8Array(chunk));
  }
  return Buffer.concat(chunks).toString("utf8");
}
