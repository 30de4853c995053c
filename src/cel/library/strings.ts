import { EvaluationFault } from "../fault.ts";
import type { CallCost, Library } from "../overload.ts";
import { method, plain } from "../overload.ts";
import { deepTraversal, matching, sizeOf, traversal } from "../size.ts";
import { CelList } from "../value.ts";
import { formatted } from "./format-text.ts";
import { matches } from "./regex.ts";
import { charAt, indexOf, lastIndexOf, replaced, split, substring } from "./text.ts";

const once: CallCost = ([text = null]) => traversal(text);
const twice: CallCost = ([text = null]) => traversal(text, 2);
const search: CallCost = ([text = null]) => deepTraversal(text);
const joining: CallCost = ([list = null, separator = ""]) => {
  const items = list instanceof CelList ? list.items : [];
  const letters = items.reduce<number>((sum, item) => sum + sizeOf(item), 0);
  return Math.ceil((letters + sizeOf(separator) * Math.max(0, items.length - 1)) * 0.2);
};
const pattern: CallCost = ([text = null, source = null]) => matching(sizeOf(text), sizeOf(source));
const product: CallCost = ([text = null, part = null]) => traversal(text) * traversal(part);

function join({ items }: CelList, separator = ""): string {
  if (items.every((item) => typeof item === "string")) return items.join(separator);
  throw new EvaluationFault("join takes texts alone");
}

const quoted: Readonly<Record<string, string>> = {
  "\u0007": String.raw`\a`,
  "\b": String.raw`\b`,
  "\f": String.raw`\f`,
  "\n": String.raw`\n`,
  "\r": String.raw`\r`,
  "\t": String.raw`\t`,
  "\v": String.raw`\v`,
  "\\": String.raw`\\`,
  '"': String.raw`\"`,
};

function quote(text: string): string {
  return `"${text.toWellFormed().replaceAll(/[\p{Cc}\\"]/gu, (one) => quoted[one] ?? one)}"`;
}

/** Go's unicode.IsSpace. */
const space = String.raw`[\t-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+`;
const edges = new RegExp(`^${space}|${space}$`, "gu");

/** Texts: the standard functions, and cel-go's strings extension in its version 2. */
export const strings: Library = {
  since: 29,
  functions: [
    method("string.contains(string): bool", (a: string, b: string) => a.includes(b), product),
    method("string.startsWith(string): bool", (a: string, b: string) => a.startsWith(b), once),
    method("string.endsWith(string): bool", (a: string, b: string) => a.endsWith(b), once),
    method("string.matches(string): bool", matches, pattern),
    plain("matches(string, string): bool", matches, pattern),
    method("string.charAt(int): string", charAt),
    method(
      "string.indexOf(string): int",
      (text: string, part: string) => indexOf(text, part),
      search,
    ),
    method("string.indexOf(string, int): int", indexOf, search),
    method(
      "string.lastIndexOf(string): int",
      (text: string, part: string) => lastIndexOf(text, part),
      search,
    ),
    method("string.lastIndexOf(string, int): int", lastIndexOf, search),
    method(
      "string.lowerAscii(): string",
      (text: string) => text.replaceAll(/[A-Z]/gu, (one) => one.toLowerCase()),
      once,
    ),
    method(
      "string.upperAscii(): string",
      (text: string) => text.replaceAll(/[a-z]/gu, (one) => one.toUpperCase()),
      once,
    ),
    method(
      "string.replace(string, string): string",
      (text: string, old: string, by: string) => replaced(text, old, by),
      twice,
    ),
    method("string.replace(string, string, int): string", replaced, twice),
    method(
      "string.split(string): list<string>",
      (text: string, by: string) => new CelList(split(text, by)),
      twice,
    ),
    method(
      "string.split(string, int): list<string>",
      (text: string, by: string, limit: bigint) => new CelList(split(text, by, limit)),
      twice,
    ),
    method(
      "string.substring(int): string",
      (text: string, start: bigint) => substring(text, start),
      once,
    ),
    method("string.substring(int, int): string", substring, once),
    method("string.trim(): string", (text: string) => text.replaceAll(edges, ""), once),
    method("list<string>.join(): string", (list: CelList) => join(list), joining),
    method("list<string>.join(string): string", join, joining),
    plain("strings.quote(string): string", quote, once),
    method("string.format(list<dyn>): string", formatted, once),
  ],
};
