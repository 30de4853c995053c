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

const shape =
  /^(?<sign>[+-]?)(?<whole>\d*)(?:\.(?<fraction>\d*))?(?<suffix>[numkMGTPE]?|[KMGTPE]i|[eE][+-]?\d+)$/u;

/** Kubernetes' resource.ParseQuantity; undefined where the text is no quantity. */
export function parseAmount(text: string): Amount | undefined {
  const fields = text === "" ? undefined : shape.exec(text)?.groups;
  if (fields === undefined) return undefined;
  const part = (name: string): string => fields[name] ?? "";
  const whole = part("whole").replace(/^0+/u, "");
  const digits = { whole, fraction: part("fraction"), isNegative: part("sign") === "-" };
  const power = powersOfTwo.indexOf(part("suffix")) + 1;
  if (power > 0) return binary(digits, power);
  const exponent = powersOfTen[part("suffix")] ?? Number(part("suffix").slice(1));
  return Math.abs(exponent) < 2 ** 31 ? decimal(digits, exponent) : undefined;
}

interface Digits {
  readonly whole: string;
  readonly fraction: string;
  readonly isNegative: boolean;
}

function decimal(digits: Digits, exponent: number): Amount {
  const { whole, fraction } = digits;
  const isBig = whole.length + fraction.length > 18;
  return { ...rounded(sized(digits, 1n), fraction.length - clamp(exponent)), isBig };
}

function binary(digits: Digits, power: number): Amount {
  const { whole, fraction } = digits;
  const size = sized(digits, 2n ** BigInt(power * 10));
  const capped = fraction === "" && size > MAX_INT ? MAX_INT : size;
  const isBig = fraction !== "" || 14 - whole.length - power * 3 < 0;
  return { ...rounded(capped, fraction.length), isBig };
}

function sized({ whole, fraction, isNegative }: Digits, unit: bigint): bigint {
  const size = BigInt(whole + fraction) * unit;
  return isNegative ? -size : size;
}

function clamp(exponent: number): number {
  return Math.max(-WIDEST, Math.min(WIDEST, exponent));
}

function rounded(unscaled: bigint, scale: number): { unscaled: bigint; scale: number } {
  if (scale <= FINEST) return { unscaled, scale };
  const divisor = 10n ** BigInt(scale - FINEST);
  const away = unscaled < 0n ? -1n : 1n;
  const isExact = unscaled % divisor === 0n;
  return { unscaled: unscaled / divisor + (isExact ? 0n : away), scale: FINEST };
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
