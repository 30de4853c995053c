export interface SemverParts {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  /** What follows the dash, split at the dots. */
  readonly pre: readonly string[];
}

const number = String.raw`(0|[1-9]\d*)`;
const shape = new RegExp(
  String.raw`^${number}\.${number}\.${number}(?:-([\da-z-]+(?:\.[\da-z-]+)*))?(?:\+[\da-z-]+(?:\.[\da-z-]+)*)?$`,
  "iu",
);

const MAX = 2n ** 64n;

/** A semantic version in full; undefined where the text is none. */
export function parseSemver(text: string): SemverParts | undefined {
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [, major = "0", minor = "0", patch = "0", pre] = match;
  const words = pre === undefined ? [] : pre.split(".");
  const isPadded = words.some((word) => /^0\d+$/u.test(word));
  const parts = { major: BigInt(major), minor: BigInt(minor), patch: BigInt(patch), pre: words };
  const fits = parts.major < MAX && parts.minor < MAX && parts.patch < MAX;
  return fits && !isPadded ? parts : undefined;
}

/** Without a leading v and leading zeros, and with three numbers; undefined where it cannot be made so. */
export function normalized(text: string): string | undefined {
  const [major = "", minor, ...rest] = text.replace(/^v/u, "").split(".");
  const patch = rest.length === 0 ? undefined : rest.join(".");
  const given = [major, minor, patch].filter((part) => part !== undefined);
  const parts = given.map((part) => (part.length > 1 ? part.replace(/^0+(?=\d)/u, "") : part));
  if (parts.length < 3 && /[+-]/u.test(parts.at(-1) ?? "")) return undefined;
  return [...parts, "0", "0"].slice(0, 3).join(".");
}

/** Precedence (semver.org, §11). */
export function compareSemver(a: SemverParts, b: SemverParts): -1 | 0 | 1 {
  for (const name of ["major", "minor", "patch"] as const)
    if (a[name] !== b[name]) return a[name] < b[name] ? -1 : 1;
  if (a.pre.length === 0 || b.pre.length === 0)
    return signOf(Number(a.pre.length === 0) - Number(b.pre.length === 0));
  for (const [at, word] of a.pre.entries()) {
    const other = b.pre[at];
    if (other === undefined) return 1;
    if (word !== other) return compareWords(word, other);
  }
  return signOf(a.pre.length - b.pre.length);
}

function compareWords(a: string, b: string): -1 | 0 | 1 {
  const [isNumber, isOther] = [/^\d+$/u.test(a), /^\d+$/u.test(b)];
  if (isNumber !== isOther) return isNumber ? -1 : 1;
  if (!isNumber) return a < b ? -1 : 1;
  const [left, right] = [BigInt(a), BigInt(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function signOf(value: number): -1 | 0 | 1 {
  if (value === 0) return 0;
  return value < 0 ? -1 : 1;
}
