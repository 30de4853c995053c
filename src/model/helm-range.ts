import type { HelmVersion } from "./helm-version.ts";
import { compareHelmVersions, parseHelmVersion, versionOf, versionSuffix } from "./helm-version.ts";

/*
 * Version ranges as Helm reads them in Chart.yaml (the constraint grammar of Masterminds/semver 3, its checks.go rules
 * included where they differ from npm's): comma or space for "and", `||` for "or", x wildcards, hyphen ranges.
 */

interface Constraint {
  readonly operator: string;
  readonly version: HelmVersion;
  /** How many components were given before a wildcard or the end: 3 means an exact version. */
  readonly given: 0 | 1 | 2 | 3;
}

const component = "[0-9|xX*]+";
const written = `v?(${component})(?:\\.(${component}))?(?:\\.(${component}))?${versionSuffix}`;
const operators = "=>|=<|=|!=|>=|<=|>|<|~>|~|\\^";
const maxLength = 512;
const maxAlternatives = 32;

/** True where the text is a range in Helm's grammar. The empty text is none. */
export function isHelmRange(range: string): boolean {
  return parseRange(range) !== undefined;
}

/**
 * Whether Helm would take the version for the range: versions may carry a `v` or lack components, and a pre-release
 * satisfies only where some part of its alternative names one. False where either cannot be read.
 */
export function satisfiesHelm(version: string, range: string): boolean {
  const found = parseHelmVersion(version);
  if (found === undefined) return false;
  return (parseRange(range) ?? []).some((alternative) => {
    const prereleases = alternative.some((constraint) => constraint.version.prerelease !== "");
    if (found.prerelease !== "" && !prereleases) return false;
    return alternative.every((constraint) => holds(constraint, found));
  });
}

function parseRange(range: string): readonly (readonly Constraint[])[] | undefined {
  if (range.length > maxLength) return undefined;
  const hyphen = new RegExp(`\\s*(${written})\\s+-\\s+(${written})\\s*`, "gu");
  const alternatives = range
    .replace(hyphen, (_, ...groups: string[]) => `>= ${groups[0]}, <= ${groups[5]} `)
    .split("||");
  if (alternatives.length > maxAlternatives) return undefined;
  const parsed = alternatives.map((alternative) => parseAlternative(alternative));
  return parsed.some((item) => item === undefined) ? undefined : parsed.map((item) => item ?? []);
}

function parseAlternative(text: string): readonly Constraint[] | undefined {
  const term = new RegExp(`\\s*(${operators})?\\s*${written}(\\s*,|\\s+|$)`, "uy");
  const constraints: Constraint[] = [];
  for (let separator = " "; separator !== "" && (separator.includes(",") || !blank(text, term));) {
    const match = term.exec(text);
    const constraint = match === null ? undefined : constraintOf(match);
    if (match === null || constraint === undefined) return undefined;
    constraints.push(constraint);
    separator = match[6] ?? "";
  }
  return constraints.length === 0 ? undefined : constraints;
}

function blank(text: string, term: RegExp): boolean {
  return text.slice(term.lastIndex).trim() === "";
}

function constraintOf(match: RegExpExecArray): Constraint | undefined {
  const parts = [match[2], match[3], match[4]];
  const wild = parts.findIndex((part) => part === undefined || /^[xX*]$/u.test(part));
  const given = (wild === -1 ? 3 : wild) as Constraint["given"];
  const filled = parts.map((part, index) => (index < given ? part : "0"));
  const version = versionOf(filled, match[5] ?? "");
  return version === undefined ? undefined : { operator: plain(match[1] ?? ""), version, given };
}

/** The usual form of an operator that has two. */
function plain(operator: string): string {
  return { "=>": ">=", "=<": "<=", "~>": "~" }[operator] ?? operator;
}

/** The version agrees with the constraint's in its first `count` components. */
function agree(constraint: Constraint, version: HelmVersion, count: number): boolean {
  return constraint.version.parts.slice(0, count).every((part, index) => {
    return part === version.parts[index];
  });
}

function holds(constraint: Constraint, version: HelmVersion): boolean {
  const order = compareHelmVersions(version, constraint.version);
  switch (constraint.operator) {
    case "!=":
      return differs(constraint, version, order);
    case ">":
      return above(constraint, version, order);
    case "<":
      return order < 0;
    case ">=":
      return order >= 0;
    case "<=":
      return notAbove(constraint, version, order);
    case "^":
      return order >= 0 && agree(constraint, version, caretDepth(constraint));
    case "~":
      return tilde(constraint, version, order);
    default:
      return constraint.given === 3 ? order === 0 : tilde(constraint, version, order);
  }
}

function tilde(constraint: Constraint, version: HelmVersion, order: number): boolean {
  const { given } = constraint;
  const zero = constraint.version.parts.every((part) => part === 0);
  const any = zero && (given === 0 || given === 3);
  return order >= 0 && (any || agree(constraint, version, given === 1 ? 1 : 2));
}

function caretDepth({ version, given }: Constraint): number {
  if (version.parts[0] > 0 || given === 1) return 1;
  return version.parts[1] > 0 || given === 2 ? 2 : 3;
}

function differs(constraint: Constraint, version: HelmVersion, order: number): boolean {
  const { given } = constraint;
  if (given === 1 || given === 0 || given === 3) {
    return given === 1 ? !agree(constraint, version, 1) : order !== 0;
  }
  return !agree(constraint, version, 2) || version.prerelease !== constraint.version.prerelease;
}

function above(constraint: Constraint, version: HelmVersion, order: number): boolean {
  const { given } = constraint;
  if (given === 3 || given === 0) return order > 0;
  const [major, minor] = constraint.version.parts;
  if (version.parts[0] !== major) return version.parts[0] > major;
  return given === 2 && version.parts[1] > minor;
}

function notAbove(constraint: Constraint, version: HelmVersion, order: number): boolean {
  if (constraint.given === 3) return order <= 0;
  const [major, minor] = constraint.version.parts;
  if (version.parts[0] !== major) return version.parts[0] < major;
  return constraint.given === 1 || version.parts[1] <= minor;
}
