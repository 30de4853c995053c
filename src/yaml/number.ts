const integer = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/u;
const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/u;
const pointFirst = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+)?$/u;
const plainDigits = /^(?:0|[1-9][0-9]{0,14})$/u;

const int64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n } as const;
const uint64Most = 2n ** 64n - 1n;

/**
 * A plain scalar as a number, or undefined where Kubernetes' reader sees none: decimal, 0x, 0b, 0o and C-style octal
 * integers of 64 bits, underscores anywhere after the first digit, and decimal fractions. Integers beyond 2^53 are
 * bigint; decimal integers beyond 64 bits are floats.
 */
export function readNumber(text: string): number | bigint | undefined {
  if (plainDigits.test(text)) return Number(text);
  const plain = text.includes("_") ? text.replaceAll("_", "") : text;
  if (text.startsWith(".")) return pointFirst.test(text) ? finite(plain) : undefined;
  const whole = integer.test(plain) ? readInteger(plain) : undefined;
  if (whole !== undefined) return whole;
  return decimal.test(plain) ? finite(plain) : undefined;
}

function readInteger(plain: string): number | bigint | undefined {
  const signed = plain.startsWith("-") || plain.startsWith("+");
  const digits = signed ? plain.slice(1) : plain;
  const size = BigInt(/^0[0-7]+$/u.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = plain.startsWith("-") ? -size : size;
  if (value < int64.least || value > (signed ? int64.most : uint64Most)) return undefined;
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** True for an integer that Go holds as uint64, which its reader refuses as a mapping key. */
export function isUnsignedOnly(value: bigint): boolean {
  return value > int64.most;
}

/** True where the reader holds the number as a float: it has a fraction, an exponent, or more digits than 64 bits take. */
export function isFloat(value: number, text: string): boolean {
  return !Number.isSafeInteger(value) || !integer.test(text.replaceAll("_", ""));
}
