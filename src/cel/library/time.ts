import { EvaluationFault } from "../fault.ts";
import type { Declared, Library } from "../overload.ts";
import { method } from "../overload.ts";
import type { Duration, Timestamp } from "../value.ts";
import { floorSeconds } from "./time-range.ts";
import { zoned } from "./zone.ts";

/** What each accessor reads of a date whose UTC fields are those of the zone. */
const parts: Readonly<Record<string, (date: Date) => number>> = {
  getFullYear: (date) => date.getUTCFullYear(),
  getMonth: (date) => date.getUTCMonth(),
  getDate: (date) => date.getUTCDate(),
  getDayOfMonth: (date) => date.getUTCDate() - 1,
  getDayOfWeek: (date) => date.getUTCDay(),
  getDayOfYear: dayOfYear,
  getHours: (date) => date.getUTCHours(),
  getMinutes: (date) => date.getUTCMinutes(),
  getSeconds: (date) => date.getUTCSeconds(),
  getMilliseconds: (date) => date.getUTCMilliseconds(),
};

function dayOfYear(date: Date): number {
  const first = new Date(0);
  first.setUTCFullYear(date.getUTCFullYear(), 0, 1);
  return Math.floor((date.getTime() - first.getTime()) / 86_400_000);
}

function dateOf({ nanoseconds }: Timestamp): Date {
  const seconds = floorSeconds(nanoseconds);
  const rest = (nanoseconds - seconds * 1_000_000_000n) / 1_000_000n;
  return new Date(Number(seconds * 1000n + rest));
}

function ofTimestamps(): readonly Declared[] {
  return Object.entries(parts).flatMap(([name, read]) => [
    method(`timestamp.${name}(): int`, (at: Timestamp) => BigInt(read(dateOf(at)))),
    method(`timestamp.${name}(string): int`, (at: Timestamp, zone: string) => {
      const date = zoned(dateOf(at), zone);
      if (date === undefined) throw new EvaluationFault(`unknown time zone ${zone}`);
      return BigInt(read(date));
    }),
  ]);
}

const lengths: Readonly<Record<string, bigint>> = {
  getHours: 3_600_000_000_000n,
  getMinutes: 60_000_000_000n,
  getSeconds: 1_000_000_000n,
  getMilliseconds: 1_000_000n,
};

/** The parts of timestamps and durations (CEL specification, "Timestamp and Duration"). */
export const time: Library = {
  since: 29,
  functions: [
    ...ofTimestamps(),
    ...Object.entries(lengths).map(([name, unit]) =>
      method(`duration.${name}(): int`, (length: Duration) => length.nanoseconds / unit),
    ),
  ],
};
