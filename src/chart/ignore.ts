import { BpError } from "../model/error.ts";
import { BadGlob, globMatch } from "../model/glob-match.ts";

/** One line of a .helmignore. */
interface IgnoreRule {
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  readonly matches: (path: string) => boolean;
}

/** The rules of a .helmignore, Helm's own default last. */
export type IgnoreRules = readonly IgnoreRule[];

/** Helm reads no longer line. */
const lineLimit = 64 * 1024;

/** Dot files under templates/. */
const defaultRule = "templates/.?*";

/**
 * Reads a .helmignore as Helm does (interop §1.7; it is not gitignore). An empty text gives the default alone.
 * @throws BpError MATERIAL for `**`, a malformed glob or an overlong line, naming file and line
 */
export function parseIgnore(text: string, file: string): IgnoreRules {
  const lines = [
    ...text
      .replace(/^\uFEFF/u, "")
      .split("\n")
      .map((line) => line.replace(/\r$/u, "")),
    defaultRule,
  ];
  return lines.flatMap((line, index) => {
    const rule = trimGo(line);
    if (rule === "" || rule.startsWith("#")) return [];
    const fault = ruleFault(rule, line);
    if (fault === undefined) return [parseRule(rule)];
    throw new BpError("MATERIAL", `${file}:${index + 1}: ${fault}: ${rule.slice(0, 120)}`, {
      hint: "Helm's ignore rules are Go globs: * and ? inside one path component, [a-z], and no **",
    });
  });
}

/**
 * Whether Helm leaves the path out. The first rule that matches decides; a negated rule ignores at once whatever it
 * does not match. Who walks a tree does not go into an ignored folder.
 */
export function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  for (const rule of rules) {
    const applies = !rule.foldersOnly || isFolder;
    if (rule.negated && !(applies && rule.matches(path))) return true;
    if (!rule.negated && applies && rule.matches(path)) return true;
  }
  return false;
}

/** Unicode's white space, as Go's strings.TrimSpace; JavaScript's trim takes a byte order mark besides. */
function trimGo(line: string): string {
  let [start, end] = [0, line.length];
  // A pattern that ends in spaces would try anew from each of many in a row.
  while (start < end && isSpace(line.charAt(start))) start += 1;
  while (end > start && isSpace(line.charAt(end - 1))) end -= 1;
  return line.slice(start, end);
}

function isSpace(character: string): boolean {
  return /\p{White_Space}/u.test(character);
}

function ruleFault(rule: string, line: string): string | undefined {
  if (line.length >= lineLimit) return "a line that is too long for Helm";
  if (rule.includes("**")) return "** is not supported";
  // Helm tries the rule once on this name, so a fault beyond the first mismatch goes by unseen.
  return attempt(rule, "abc") === "malformed" ? "a malformed pattern" : undefined;
}

function parseRule(rule: string): IgnoreRule {
  const negated = rule.startsWith("!");
  const positive = negated ? rule.slice(1) : rule;
  const foldersOnly = positive.endsWith("/");
  const pattern = foldersOnly ? positive.slice(0, -1) : positive;
  return { negated, foldersOnly, matches: matcher(pattern) };
}

function matcher(pattern: string): (path: string) => boolean {
  if (pattern.startsWith("/")) return (path) => attempt(pattern.slice(1), path) === true;
  if (pattern.includes("/")) return (path) => attempt(pattern, path) === true;
  return (path) => attempt(pattern, path.slice(path.lastIndexOf("/") + 1)) === true;
}

function attempt(pattern: string, name: string): boolean | "malformed" {
  try {
    return globMatch(pattern, name);
  } catch (error) {
    if (error instanceof BadGlob) return "malformed";
    throw error;
  }
}
