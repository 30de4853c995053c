import { Duration } from "../value.ts";
import { plainDouble } from "./numbers.ts";

const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const MAX = 2n ** 63n;

/** Go's time.ParseDuration, as `-1h30m`; undefined where the text is none. */
export function parseDuration(text: string): Duration | undefined {
  const rest = text.replace(/^[+-]/u, "");
  if (rest === "0") return new Duration(0n);
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/u.test(rest)) return undefined;
  const parts = [...rest.matchAll(/([\d.]+)([a-zµμ]+)/gu)].map(partOf);
  const sum = parts.reduce((all, part) => all + part, 0n);
  const value = text.startsWith("-") ? -sum : sum;
  return value < MAX && value >= -MAX ? new Duration(value) : undefined;
}

function partOf([, digits = "", unit = ""]: RegExpExecArray): bigint {
  const [whole = "", fraction = ""] = digits.split(".");
  const size = units[unit] ?? 0n;
  return BigInt(whole) * size + (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
}

/** In seconds, as `90s` and `0.5s`. */
export function durationText({ nanoseconds }: Duration): string {
  return `${plainDouble(Number(nanoseconds) / 1e9)}s`;
}
