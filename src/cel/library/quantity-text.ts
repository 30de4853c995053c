/** A resource.Quantity: a whole number of units of ten to the power of -scale. */
export interface Amount {
  readonly unscaled: bigint;
  readonly scale: number;
  /** More digits than Kubernetes holds in 64 bits; such a quantity is no integer to it. */
  readonly isBig: boolean;
}

const powersOfTen: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  "": 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

const powersOfTwo: readonly string[] = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** Quantities finer than a nano are rounded up to it. */
const FINEST = 9;
/** Beyond this an exponent changes nothing that can be told apart, and would cost memory. */
const WIDEST = 4096;
const MAX_INT = 2n ** 63n - 1n;

/** Kubernetes' resource.ParseQuantity; undefined where the text is no quantity. */
export function parseAmount(text: string): Amount | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([numkMGTPE]?|[KMGTPE]i|[eE][+-]?\d+)$/u.exec(text);
  const [, sign = "", whole = "", fraction = "", suffix = ""] = match ?? [];
  if (match === null || (whole === "" && fraction === "" && !/[.\d]/u.test(text))) return undefined;
  const power = powersOfTwo.indexOf(suffix) + 1;
  const exponent = powersOfTen[suffix] ?? (power > 0 ? 0 : Number(suffix.slice(1)));
  if (Math.abs(exponent) >= 2 ** 31) return undefined;
  const digits = whole.replace(/^0+/u, "") + fraction;
  const size = BigInt(digits === "" ? "0" : digits) * 2n ** BigInt(power * 10);
  const capped = power > 0 && fraction === "" && size > MAX_INT ? MAX_INT : size;
  return {
    ...rounded(sign === "-" ? -capped : capped, fraction.length - clamp(exponent)),
    isBig: power > 0 ? isBigBinary(whole, fraction, power) : digits.length > 18,
  };
}

function clamp(exponent: number): number {
  return Math.max(-WIDEST, Math.min(WIDEST, exponent));
}

function isBigBinary(whole: string, fraction: string, power: number): boolean {
  return fraction !== "" || 14 - whole.length - Math.trunc(power * 3) < 0;
}

function rounded(unscaled: bigint, scale: number): { unscaled: bigint; scale: number } {
  if (scale <= FINEST) return { unscaled, scale };
  const divisor = 10n ** BigInt(scale - FINEST);
  const isExact = unscaled % divisor === 0n;
  const away = isExact ? 0n : unscaled < 0n ? -1n : 1n;
  return { unscaled: unscaled / divisor + away, scale: FINEST };
}

/** Both in the finer of the two scales. */
export function aligned(a: Amount, b: Amount): readonly [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  const at = ({ unscaled, scale: own }: Amount): bigint => unscaled * 10n ** BigInt(scale - own);
  return [at(a), at(b), scale];
}

/** The whole number that Kubernetes would hold in 64 bits; undefined where it would not. */
export function asInteger({ unscaled, scale, isBig }: Amount): bigint | undefined {
  if (isBig || scale > 0) return undefined;
  const value = unscaled * 10n ** BigInt(-scale);
  return value <= MAX_INT && value >= -MAX_INT - 1n ? value : undefined;
}
