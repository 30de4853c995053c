import { BpError } from "../../model/error.ts";
import type { JsonObject } from "../../model/json.ts";
import { isObject } from "../../model/json.ts";
import { predicateNames, predicateTypeOf } from "../../model/predicate-types.ts";

/** Another tool's result, as it is to be attested. */
export interface Predicate {
  readonly type: string;
  readonly content: JsonObject;
}

const openvex = predicateTypeOf("openvex");

/**
 * What a file holds, under the type that is asked for, else that of the format which the file shows.
 * @param asked a short name of cosign's, or a predicate type
 * @throws BpError UNREADABLE for what is no JSON object or no OpenVEX where that is meant, USAGE where no type can be told
 */
export function readPredicate(text: string, file: string, asked: string | undefined): Predicate {
  const content = parse(text, file);
  const type = asked === undefined ? typeShown(content) : typeNamed(asked);
  if (type === undefined)
    throw new BpError("USAGE", `${file} does not show what it is`, {
      hint: `give --type: ${predicateNames.join(", ")}, or a predicate type as https://acme.test/scan/v1`,
    });
  if (type === openvex) assertOpenvex(content, file);
  return { type, content };
}

function parse(text: string, file: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Said below, for every way in which it is none.
  }
  throw new BpError("UNREADABLE", `${file} is no JSON object`, {
    hint: "let the tool write its result as JSON",
  });
}

/** @throws BpError USAGE for a word that is neither a short name nor an address */
function typeNamed(asked: string): string {
  const type = predicateTypeOf(asked);
  if (type !== asked || /^[a-z][a-z0-9+.-]*:\S+$/iu.test(asked)) return type;
  throw new BpError("USAGE", `unknown type ${JSON.stringify(asked)}`, {
    hint: `--type takes ${predicateNames.join(", ")}, or a predicate type as https://acme.test/scan/v1`,
  });
}

function typeShown(content: JsonObject): string | undefined {
  if (isOpenvex(content)) return openvex;
  if (content["bomFormat"] === "CycloneDX") return predicateTypeOf("cyclonedx");
  return typeof content["spdxVersion"] === "string" ? predicateTypeOf("spdxjson") : undefined;
}

function isOpenvex(content: JsonObject): boolean {
  const context = content["@context"];
  return typeof context === "string" && context.startsWith(openvex);
}

/** What every OpenVEX document has (OpenVEX specification, "Document struct fields"). @throws BpError UNREADABLE */
function assertOpenvex(content: JsonObject, file: string): void {
  const missing = ["@id", "author", "timestamp", "version"].filter(
    (name) => content[name] === undefined,
  );
  const { statements } = content;
  const isWhole = isOpenvex(content) && Array.isArray(statements) && statements.length > 0;
  if (isWhole && missing.length === 0) return;
  const lacks = missing.length === 0 ? "@context or statements" : missing.join(", ");
  throw new BpError("UNREADABLE", `${file} is no OpenVEX document: it lacks ${lacks}`, {
    hint: "write it with vexctl, or give another --type",
  });
}
