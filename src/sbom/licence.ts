import * as Models from "@cyclonedx/cyclonedx-library/Models";
import { fixupSpdxId, isSupportedSpdxId } from "@cyclonedx/cyclonedx-library/SPDX";

/** An SPDX licence expression (SPDX 2.3, annex D) of listed licences, as it is written right; undefined for all else. */
export function licenceExpression(text: string): string | undefined {
  const words = text.replaceAll(/[()]/gu, " $& ").trim().split(/\s+/u);
  const written = words.map((word) => operators.get(word.toUpperCase()) ?? idOf(word));
  const shape = written.map((word) => (word === undefined ? "?" : shapeOf(word))).join("");
  return isExpression(shape)
    ? written.join(" ").replaceAll("( ", "(").replaceAll(" )", ")")
    : undefined;
}

const operators: ReadonlyMap<string, string> = new Map(
  ["AND", "OR", "(", ")"].map((word) => [word, word]),
);

function idOf(word: string): string | undefined {
  return isSupportedSpdxId(word) ? word : fixupSpdxId(word);
}

function shapeOf(word: string): string {
  if (word === "(" || word === ")") return word;
  return word === "AND" || word === "OR" ? "&" : "i";
}

/** `i` joined by `&`, in balanced parentheses. */
function isExpression(shape: string): boolean {
  let rest = shape;
  for (let before = ""; before !== rest;) {
    before = rest;
    rest = rest.replace("(i)", "i").replace("i&i", "i");
  }
  return rest === "i";
}

export function licencesOf(text: string): Models.LicenseRepository {
  const expression = licenceExpression(text);
  if (expression === undefined)
    return new Models.LicenseRepository([new Models.NamedLicense(text)]);
  return new Models.LicenseRepository([
    isSupportedSpdxId(expression)
      ? new Models.SpdxLicense(expression)
      : new Models.LicenseExpression(expression),
  ]);
}
