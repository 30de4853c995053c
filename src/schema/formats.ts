import { parseGoDuration } from "./duration.ts";
import { isIPv4, isIPv6 } from "./ip.ts";

type Format = (text: string) => boolean;

const uuid = (version: string): Format => {
  const pattern = new RegExp(
    `^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$`,
    "iu",
  );
  return (text) => pattern.test(text);
};

const shape =
  (pattern: RegExp): Format =>
  (text) =>
    pattern.test(text);
const anything: Format = () => true;

/** The string formats that the API server enforces (apiextensions, "supported formats"); it ignores all others. */
export const formats: Readonly<Record<string, Format>> = {
  bsonobjectid: shape(/^[0-9a-fA-F]{24}$/u),
  byte: shape(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u),
  cidr: isCidr,
  creditcard: anything,
  date: isDate,
  "date-time": isDateTime,
  datetime: isDateTime,
  duration: (text) => parseGoDuration(text) !== undefined,
  email: shape(/^[^\s@<>]+@[^\s@<>]+$/u),
  hexcolor: shape(/^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/u),
  hostname: isHostname,
  ipv4: isIPv4,
  ipv6: isIPv6,
  isbn: anything,
  isbn10: anything,
  isbn13: anything,
  mac: shape(
    /^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4})$/iu,
  ),
  password: anything,
  rgbcolor: shape(/^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/u),
  ssn: anything,
  uri: isUri,
  uuid: uuid("[0-9a-f]"),
  uuid3: uuid("3"),
  uuid4: uuid("4"),
  uuid5: uuid("5"),
};

function isCidr(text: string): boolean {
  const match = /^([^/]+)\/(\d{1,3})$/u.exec(text);
  const address = match?.[1] ?? "";
  const bits = Number(match?.[2]);
  return (isIPv4(address) && bits <= 32) || (isIPv6(address) && bits <= 128);
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  if (match === null) return false;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.getUTCDate() === Number(match[3]);
}

function isDateTime(text: string): boolean {
  const match =
    /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|[+-]\d{2}:?\d{2})$/u.exec(
      text,
    );
  if (match === null) return false;
  const [, date = "", hours, minutes, seconds] = match;
  return isDate(date) && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) <= 60;
}

function isHostname(text: string): boolean {
  if (text.length === 0 || text.length > 255) return false;
  const label = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;
  return text
    .replace(/\.$/u, "")
    .split(".")
    .every((part) => label.test(part));
}

/** An absolute URI or an absolute path, as Go's url.ParseRequestURI takes it. */
function isUri(text: string): boolean {
  return !/[\s\p{Cc}]/u.test(text) && (text.startsWith("/") || URL.canParse(text));
}
