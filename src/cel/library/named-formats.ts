import { dateOf } from "./timestamp-text.ts";
import { parseUrl } from "./url-text.ts";

/** What is wrong with a text; empty where nothing is. */
export type NamedFormat = (text: string) => readonly string[];

const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/u;
const subdomain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/u;
const label1035 = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/u;
const qualified = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/u;

function shape(pattern: RegExp, most: number, complaint: string): NamedFormat {
  return (text) => [
    ...(Buffer.byteLength(text) > most ? [`must be no more than ${most} bytes`] : []),
    ...(pattern.test(text) ? [] : [complaint]),
  ];
}

const dns1123Label = shape(
  label,
  63,
  "must consist of lower case letters, digits and '-', and begin and end with a letter or digit",
);
const dns1123Subdomain = shape(
  subdomain,
  253,
  "must consist of lower case letters, digits, '-' and '.', each part beginning and ending with a letter or digit",
);
const dns1035Label = shape(
  label1035,
  63,
  "must consist of lower case letters, digits and '-', begin with a letter and end with a letter or digit",
);

/** The start of a name whose rest is generated: it may end in a dash. */
function prefix(format: NamedFormat): NamedFormat {
  return (text) => format(text.length > 1 && text.endsWith("-") ? `${text.slice(0, -2)}a` : text);
}

function qualifiedName(text: string): readonly string[] {
  const parts = text.split("/");
  const name = parts.pop() ?? "";
  if (parts.length > 1) return ["must have one '/' at most"];
  const [domain] = parts;
  const ofDomain =
    domain === undefined ? [] : dns1123Subdomain(domain).map((one) => `prefix part ${one}`);
  return [...ofDomain, ...nameOf(name).map((one) => `name part ${one}`)];
}

const nameOf = shape(
  qualified,
  63,
  "must consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit",
);
const labelValue: NamedFormat = (text) => (text === "" ? [] : nameOf(text));

function says(complaint: string, holds: (text: string) => boolean): NamedFormat {
  return (text) => (holds(text) ? [] : [complaint]);
}

function isDate(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/u.exec(text) ?? []).map(Number);
  return dateOf(year ?? -1, month ?? 0, day ?? 0) !== undefined && year !== undefined;
}

function isDateTime(text: string): boolean {
  const [, date = "", hours, minutes, seconds] =
    /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/u.exec(
      text,
    ) ?? [];
  return isDate(date) && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
}

const uuid = /^[\da-f]{8}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{12}$/iu;
const base64 = /^(?!$)(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/u;

/** By the names that format.named() takes; how long an expression Kubernetes counts for each. */
export const namedFormats: ReadonlyMap<string, readonly [NamedFormat, number]> = new Map([
  ["dns1123Label", [dns1123Label, 30]],
  ["dns1123Subdomain", [dns1123Subdomain, 60]],
  ["dns1035Label", [dns1035Label, 30]],
  ["qualifiedName", [qualifiedName, 60]],
  ["dns1123LabelPrefix", [prefix(dns1123Label), 30]],
  ["dns1123SubdomainPrefix", [prefix(dns1123Subdomain), 60]],
  ["dns1035LabelPrefix", [prefix(dns1035Label), 30]],
  ["labelValue", [labelValue, 40]],
  [
    "uri",
    [
      says("must be an absolute URL or an absolute path", (text) => parseUrl(text) !== undefined),
      1103,
    ],
  ],
  ["uuid", [says("does not match the UUID format", (text) => uuid.test(text)), 70]],
  ["byte", [says("invalid base64", (text) => base64.test(text)), 84]],
  ["date", [says("invalid date", isDate), 71]],
  ["datetime", [says("invalid datetime", isDateTime), 71]],
]);
