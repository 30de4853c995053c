import type { ByteRange } from "../layout/file-bytes.ts";
import { refuse } from "./refusal.ts";

/**
 * The one range that a `Range` header asks for (RFC 9110, 14.1.2); undefined where it asks for several or in another
 * unit, which is answered with everything.
 * @throws Refusal 416 where no byte of it is there
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | undefined {
  const found = /^bytes=(?<first>\d*)-(?<last>\d*)$/u.exec(header?.trim() ?? "")?.groups;
  const { first = "", last = "" } = found ?? {};
  if (first === "" && last === "") return undefined;
  const { start, end } = first === "" ? suffix(last, size) : between(first, last, size);
  if (start < end) return { start, end };
  throw refuse(416, "SIZE_INVALID", `the content has ${size} bytes`, {
    "content-range": `bytes */${size}`,
  });
}

function suffix(length: string, size: number): ByteRange {
  return { start: Math.max(size - Number(length), 0), end: size };
}

function between(first: string, last: string, size: number): ByteRange {
  return { start: Number(first), end: last === "" ? size : Math.min(Number(last) + 1, size) };
}
