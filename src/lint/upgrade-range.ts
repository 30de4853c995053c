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
  const parts = range.split(/\s+/u).filter((part) => part !== "");
  if (parts.length === 0) return "is empty";
  return parts.map((part) => partFault(part)).find((fault) => fault !== undefined);
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
