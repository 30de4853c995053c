/** An address as Go's netip knows it: 32 or 128 bits. */
export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/**
 * Go's netip.ParseAddr, less what Kubernetes refuses on top: no zone, no leading zeros, no IPv4 inside IPv6. Undefined
 * where the text is no address.
 */
export function parseAddress(text: string): Address | undefined {
  if (/^[^:%]*\./u.test(text)) return parseIPv4(text);
  const value = parseIPv6(text);
  if (value === undefined || value >> 32n === 0xffffn) return undefined;
  return { bits: 128, value };
}

function parseIPv4(text: string): Address | undefined {
  const fields = text.split(".");
  const right = fields.every((field) => /^(?:0|[1-9]\d{0,2})$/u.test(field) && Number(field) < 256);
  if (fields.length !== 4 || !right) return undefined;
  return { bits: 32, value: fields.reduce((all, field) => all * 256n + BigInt(field), 0n) };
}

function parseIPv6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, at) => groupsOf(half, at === halves.length - 1));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...(tail ?? [])];
  return groups.reduce((all, group) => all * 65_536n + group, 0n);
}

/** The groups of 16 bits; the last two may be written as IPv4. */
function groupsOf(text: string, isLast: boolean): readonly bigint[] | undefined {
  if (text === "") return [];
  const words = text.split(":");
  const embedded =
    isLast && (words.at(-1) ?? "").includes(".") ? parseIPv4(words.pop() ?? "") : undefined;
  if (!words.every((word) => /^[0-9a-f]{1,4}$/iu.test(word))) return undefined;
  const groups = words.map((word) => BigInt(`0x${word}`));
  if (embedded === undefined) return groups;
  return [...groups, embedded.value >> 16n, embedded.value & 0xffffn];
}

/** The one canonical text (RFC 5952). */
export function addressText({ bits, value }: Address): string {
  if (bits === 32)
    return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join(".");
  const groups = Array.from({ length: 8 }, (_, at) => (value >> BigInt(112 - at * 16)) & 0xffffn);
  const words = groups.map((group) => group.toString(16));
  const { start, length } = longestZeros(groups);
  if (length < 2) return words.join(":");
  return `${words.slice(0, start).join(":")}::${words.slice(start + length).join(":")}`;
}

function longestZeros(groups: readonly bigint[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (const [at, group] of groups.entries()) {
    if (group !== 0n) start = at + 1;
    else if (at + 1 - start > best.length) best = { start, length: at + 1 - start };
  }
  return best;
}

/** What an address has of its first bits in common with others of a network. */
export function masked({ bits, value }: Address, prefix: number): Address {
  const rest = BigInt(bits - prefix);
  return { bits, value: (value >> rest) << rest };
}
