import { satisfies } from "./version.ts";

const operator = /^(?:\^|~|>=|<=|>|<|=)/u;
const wildcard = /^[xX*]$/u;
const suffix = /^[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*$/u;
const largest = 2 ** 32 - 1;

/**
 * What keeps the blueprint controller from reading a range of `spec.upgrades`, as part of a sentence; undefined where
 * it reads it. Its grammar is smaller than npm's: parts set apart by spaces, all of which must hold, each an operator or
 * none and one to three components; no `||`, no hyphen range, no leading v.
 */
export function upgradeRangeFault(range: string): string | undefined {
  const parts = partsOf(range);
  if (parts.length === 0) return "is empty";
  return parts.map((part) => partFault(part)).find((fault) => fault !== undefined);
}

/**
 * Whether a range that the controller reads admits the version. Its operators mean what npm's do, and each component is
 * looked at by itself: `1.x.0`, which npm does not read, is every 1.n.0. False for a range that it does not read.
 */
export function admitsUpgrade(range: string, version: string): boolean {
  if (upgradeRangeFault(range) !== undefined) return false;
  return partsOf(range).every((part) => {
    const { sign, components, prerelease } = read(part);
    if (isMask(sign, components)) return fits(components, version);
    const end = components.findIndex((component) => wildcard.test(component));
    const numbers = (end === -1 ? components : components.slice(0, end)).map(Number);
    if (numbers.length === 0) return satisfies(version, `${sign}*`);
    if (prerelease === "" || end !== -1) return satisfies(version, sign + numbers.join("."));
    return satisfies(version, sign + [...numbers, 0, 0].slice(0, 3).join(".") + prerelease);
  });
}

/** spec.upgrades of a blueprint, ranges as written. */
export interface Upgrades {
  readonly from: readonly string[];
  readonly blocks: readonly string[];
}

/** Whether one may upgrade from the version to what says this of itself; nothing said takes all. */
export function canUpgrade(version: string, { from, blocks }: Upgrades): boolean {
  if (blocks.some((range) => admitsUpgrade(range, version))) return false;
  return from.length === 0 || from.some((range) => admitsUpgrade(range, version));
}

function partsOf(range: string): readonly string[] {
  return range.split(/\s+/u).filter((part) => part !== "");
}

interface Part {
  readonly sign: string;
  readonly components: readonly string[];
  /** With its dash, empty where there is none. */
  readonly prerelease: string;
}

/** A part that has no fault; its build metadata says nothing. */
function read(part: string): Part {
  const sign = operator.exec(part)?.[0] ?? "";
  const version = part.slice(sign.length);
  const core = version.split(/[-+]/u, 1)[0] ?? "";
  const prerelease = version[core.length] === "-" ? version.slice(core.length) : "";
  return { sign, components: core.split("."), prerelease };
}

function isMask(sign: string, components: readonly string[]): boolean {
  const first = components.findIndex((component) => wildcard.test(component));
  const behind = first === -1 ? [] : components.slice(first);
  return (sign === "" || sign === "=") && behind.some((component) => !wildcard.test(component));
}

function fits(components: readonly string[], version: string): boolean {
  const core = (version.split(/[-+]/u, 1)[0] ?? "").split(".");
  return components.every(
    (component, index) => wildcard.test(component) || Number(component) === Number(core[index]),
  );
}

function partFault(part: string): string | undefined {
  const version = part.replace(operator, "");
  if (version === "") return `has ${part} with no version right behind it`;
  const end = version.search(/[-+]/u);
  const core = end === -1 ? version : version.slice(0, end);
  if (end !== -1 && !suffix.test(version.slice(end + 1)))
    return `has ${part}, whose pre-release is not letters, digits and dashes`;
  const components = core.split(".");
  if (components.length > 3) return `has ${part}, of more than three components`;
  const odd = components.find((component) => !isComponent(component));
  if (odd === undefined) return undefined;
  const shown = odd === "" ? "an empty component" : `the component ${odd}`;
  return `has ${part}, with ${shown} in place of a number or x`;
}

function isComponent(text: string): boolean {
  return wildcard.test(text) || (/^\d+$/u.test(text) && Number(text) <= largest);
}
