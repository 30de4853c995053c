import { hash as digest } from "node:crypto";

/** What tells one finding from another, whatever its place. */
export interface FingerprintInput {
  readonly ruleId: string;
  readonly file: string;
  readonly pointer: string;
  readonly message: string;
}

/**
 * Sixteen hex digits over rule, file, pointer and message. What moves when lines or list items are added above is left
 * out: line numbers in the message, and indexes in both; `tellApart` then numbers what became equal.
 */
export function fingerprint({ ruleId, file, pointer, message }: FingerprintInput): string {
  return hash([ruleId, file, withoutIndexes(pointer), withoutPlaces(message)]);
}

/** Gives the second and further of equal fingerprints, in the order given, one of their own. Twice is as good as once. */
export function tellApart<T extends { readonly fingerprint: string }>(items: readonly T[]): T[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const before = seen.get(item.fingerprint) ?? 0;
    seen.set(item.fingerprint, before + 1);
    return before === 0 ? item : { ...item, fingerprint: hash([item.fingerprint, String(before)]) };
  });
}

function withoutIndexes(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/gu, "/*");
}

function withoutPlaces(message: string): string {
  return message
    .replace(/(\.(?:ya?ml|json|tpl|txt|md)):\d+(?::\d+)?/gu, "$1")
    .replace(/\b(lines?) \d+/gu, "$1")
    .replace(/\[\d+\]/gu, "[*]");
}

function hash(parts: readonly string[]): string {
  return digest("sha256", parts.join("\0")).slice(0, 16);
}
