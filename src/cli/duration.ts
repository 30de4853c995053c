import { BpError } from "../model/error.ts";

const units: Readonly<Record<string, number>> = { "": 1_000, s: 1_000, m: 60_000, h: 3_600_000 };
const longestMs = 24 * 3_600_000;

/** Milliseconds of `90`, `90s`, `5m` or `1h`. @throws BpError USAGE */
export function duration(text: string, option: string): number {
  const [, amount = "", unit = ""] = /^(\d{1,6})([smh]?)$/u.exec(text) ?? [];
  const ms = amount === "" ? Number.NaN : Number(amount) * (units[unit] ?? Number.NaN);
  if (ms <= longestMs) return ms;
  throw new BpError(
    "USAGE",
    `${option} takes a time of up to a day, not ${JSON.stringify(text.slice(0, 40))}`,
    { hint: "write seconds, or a number with s, m or h: 90s, 5m" },
  );
}
