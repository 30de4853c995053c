import { EvaluationFault } from "../fault.ts";

/** The code points of a text, by which CEL counts. */
export function letters(text: string): readonly string[] {
  return [...text];
}

/** @throws EvaluationFault outside the text */
export function charAt(text: string, index: bigint): string {
  const all = letters(text);
  if (index < 0n || index > all.length) throw outside(index);
  return all[Number(index)] ?? "";
}

/** @throws EvaluationFault where the offset is negative */
export function indexOf(text: string, part: string, offset = 0n): bigint {
  if (part === "") return offset;
  if (offset < 0n) throw outside(offset);
  const all = letters(text);
  if (offset >= all.length) return -1n;
  const skipped = all.slice(0, Number(offset)).join("").length;
  return inLetters(text, text.indexOf(part, skipped));
}

/** @throws EvaluationFault where the offset is negative */
export function lastIndexOf(text: string, part: string, offset?: bigint): bigint {
  const all = letters(text);
  if (part === "") return offset ?? BigInt(all.length);
  if (offset === undefined) return inLetters(text, text.lastIndexOf(part));
  if (offset < 0n) throw outside(offset);
  if (offset >= all.length) return -1n;
  const skipped = all.slice(0, Number(offset)).join("").length;
  return inLetters(text, text.lastIndexOf(part, skipped));
}

/** From a letter to the one before another. @throws EvaluationFault outside the text */
export function substring(text: string, start: bigint, end?: bigint): string {
  const all = letters(text);
  const stop = end ?? BigInt(all.length);
  if (end !== undefined && start > end)
    throw new EvaluationFault(`invalid substring range: ${start} to ${end}`);
  for (const index of [start, stop]) if (index < 0n || index > all.length) throw outside(index);
  return all.slice(Number(start), Number(stop)).join("");
}

/** No text grows longer: memory is no part of what an expression costs. */
const LONGEST = 50_000_000;

/** Go's strings.Replace: an empty text is found before each letter and at the end. */
export function replaced(text: string, old: string, by: string, limit = -1n): string {
  if (limit === 0n) return text;
  const most = limit < 0n ? Number.POSITIVE_INFINITY : Number(limit);
  const places = old === "" ? text.length + 1 : text.split(old).length - 1;
  if (Math.min(places, most) * by.length > LONGEST)
    throw new EvaluationFault("the text would grow too long");
  if (old !== "") {
    const parts = text.split(old);
    if (parts.length - 1 <= most) return parts.join(by);
    return parts.slice(0, most + 1).join(by) + old + parts.slice(most + 1).join(old);
  }
  const all = [...letters(text), ""];
  return all.map((letter, at) => (at < most ? by + letter : letter)).join("");
}

/** Go's strings.SplitN: an empty separator parts the letters. */
export function split(text: string, separator: string, limit = -1n): readonly string[] {
  if (limit === 0n) return [];
  const parts = separator === "" ? letters(text) : text.split(separator);
  if (limit < 0n || parts.length <= limit) return parts;
  const most = Number(limit) - 1;
  return [...parts.slice(0, most), parts.slice(most).join(separator)];
}

function inLetters(text: string, at: number): bigint {
  return at < 0 ? -1n : BigInt(letters(text.slice(0, at)).length);
}

function outside(index: bigint): EvaluationFault {
  return new EvaluationFault(`index out of range: ${index}`);
}
