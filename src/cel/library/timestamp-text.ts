import type { Timestamp } from "../value.ts";
import { timestampOf } from "./time-range.ts";

const shape =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})T(?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})(?:[.,](?<fraction>\d+))?(?:Z|(?<sign>[+-])(?<hours>\d{2}):(?<minutes>\d{2}))$/u;

/**
 * RFC 3339, §5.6; undefined where the text is none.
 * @throws EvaluationFault outside the years 1 to 9999
 */
export function parseTimestamp(text: string): Timestamp | undefined {
  const fields = shape.exec(text)?.groups;
  if (fields === undefined) return undefined;
  const number = (name: string): number => Number(fields[name] ?? "0");
  const date = dateOf(number("year"), number("month"), number("day"));
  const isClock = number("hour") < 24 && number("minute") < 60 && number("second") < 60;
  const isZone = number("hours") < 24 && number("minutes") < 60;
  if (date === undefined || !isClock || !isZone) return undefined;
  const offset = (number("hours") * 60 + number("minutes")) * (fields["sign"] === "-" ? -1 : 1);
  const clock = number("hour") * 3600 + number("minute") * 60 + number("second");
  const seconds = date / 1000 + clock - offset * 60;
  const rest = BigInt((fields["fraction"] ?? "").slice(0, 9).padEnd(9, "0"));
  return timestampOf(BigInt(seconds) * 1_000_000_000n + rest, offset);
}

/** Midnight (UTC) in milliseconds; undefined for a day that the calendar has not. */
export function dateOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
  return same && date.getUTCDate() === day ? date.getTime() : undefined;
}

/** RFC 3339 with the offset that it was given with, and as many digits of the second as it takes. */
export function timestampText({ nanoseconds, offset }: Timestamp): string {
  const rest = ((nanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const clock = Number((nanoseconds - rest) / 1_000_000n) + offset * 60_000;
  const whole = new Date(clock).toISOString().replace(/\.000Z$/u, "");
  const fraction = rest.toString().padStart(9, "0").replace(/0+$/u, "");
  return `${whole}${fraction === "" ? "" : `.${fraction}`}${offsetText(offset)}`;
}

function offsetText(offset: number): string {
  if (offset === 0) return "Z";
  const minutes = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
