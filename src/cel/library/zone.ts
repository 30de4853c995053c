/** A date whose UTC fields read as the clock of the zone does: `+02:00`, or a name of the IANA database. */
export function zoned(date: Date, zone: string): Date | undefined {
  const colon = zone.indexOf(":");
  if (colon === -1) return inNamedZone(date, zone);
  const [hours, minutes] = [zone.slice(0, colon), zone.slice(colon + 1)];
  if (!/^[+-]?\d+$/u.test(hours) || !/^\d+$/u.test(minutes)) return undefined;
  const offset = Number(hours) * 60 + Number(minutes) * (zone.startsWith("-") ? -1 : 1);
  return new Date(date.getTime() + offset * 60_000);
}

function inNamedZone(date: Date, zone: string): Date | undefined {
  if (zone === "" || zone === "UTC") return date;
  const format = formatOf(zone);
  if (format === undefined) return undefined;
  const fields = new Map(format.formatToParts(date).map(({ type, value }) => [type, value]));
  const field = (name: Intl.DateTimeFormatPartTypes): number => Number(fields.get(name) ?? "0");
  const local = new Date(0);
  // The year before 1 is called 1 BC there.
  const year = fields.get("era")?.startsWith("B") === true ? 1 - field("year") : field("year");
  local.setUTCFullYear(year, field("month") - 1, field("day"));
  local.setUTCHours(field("hour"), field("minute"), field("second"), date.getUTCMilliseconds());
  return local;
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      timeZone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return undefined;
  }
}
