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
  const [, sign = "", rest = ""] = /^([+-]?)(.*)$/su.exec(text) ?? [];
  if (rest === "0") return new Duration(0n);
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/u.test(rest)) return undefined;
  const parts = rest.matchAll(/(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/gu);
  let sum = 0n;
  for (const [, whole = "", fraction = "", unit = ""] of parts) {
    const size = units[unit] ?? 0n;
    const scale = 10n ** BigInt(fraction.length);
    sum += BigInt(whole || "0") * size + (BigInt(fraction || "0") * size) / scale;
  }
  const value = sign === "-" ? -sum : sum;
  return value < MAX && value >= -MAX ? new Duration(value) : undefined;
}

/** In seconds, as `90s` and `0.5s`. */
export function durationText({ nanoseconds }: Duration): string {
  return `${plainDouble(Number(nanoseconds) / 1e9)}s`;
}
