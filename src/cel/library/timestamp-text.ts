import { Timestamp } from "../value.ts";
import { timestampOf } from "./time-range.ts";

const shape =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/u;

/**
 * RFC 3339, §5.6; undefined where the text is none.
 * @throws EvaluationFault outside the years 1 to 9999
 */
export function parseTimestamp(text: string): Timestamp | undefined {
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  const [, , , , , , , fraction = "", sign = "+", hours = "0", minutes = "0"] = match;
  const date = dateOf(year ?? 0, month ?? 0, day ?? 0);
  if (date === undefined || (hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59)
    return undefined;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60 : 60);
  const seconds = date / 1000 + (hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0) - offset;
  const rest = BigInt(fraction.slice(0, 9).padEnd(9, "0"));
  return timestampOf(BigInt(seconds) * 1_000_000_000n + rest);
}

/** Midnight (UTC) in milliseconds; undefined for a day that the calendar has not. */
export function dateOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
  return same && date.getUTCDate() === day ? date.getTime() : undefined;
}

/** RFC 3339 in UTC, with as many digits of the second as it takes. */
export function timestampText({ nanoseconds }: Timestamp): string {
  const rest = ((nanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const whole = new Date(Number((nanoseconds - rest) / 1_000_000n)).toISOString().slice(0, 19);
  const fraction = rest.toString().padStart(9, "0").replace(/0+$/u, "");
  return `${whole}${fraction === "" ? "" : `.${fraction}`}Z`;
}
