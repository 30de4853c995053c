/** What the install form reads of a schema. */
const form = [
  "type",
  "format",
  "default",
  "enum",
  "minimum",
  "maximum",
  "oneOf",
  "anyOf",
  "dependencies",
  "properties",
  "required",
  "items",
  "title",
  "description",
  "x-catalyst-ui-hint",
  "x-catalyst-ui-filter",
] as const;

/** What JSON Schema (drafts 4 to 2020-12) and OpenAPI have besides: valid, and passed over by the form. */
const others = [
  "$anchor",
  "$comment",
  "$defs",
  "$id",
  "$ref",
  "$schema",
  "additionalItems",
  "additionalProperties",
  "allOf",
  "const",
  "contains",
  "contentEncoding",
  "contentMediaType",
  "definitions",
  "dependentRequired",
  "dependentSchemas",
  "deprecated",
  "else",
  "example",
  "examples",
  "exclusiveMaximum",
  "exclusiveMinimum",
  "if",
  "maxItems",
  "maxLength",
  "maxProperties",
  "minItems",
  "minLength",
  "minProperties",
  "multipleOf",
  "not",
  "nullable",
  "pattern",
  "patternProperties",
  "prefixItems",
  "propertyNames",
  "readOnly",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
  "uniqueItems",
  "writeOnly",
] as const;

/** Says nothing that an installation would have to obey, so that the form may pass it over. */
const remarks: ReadonlySet<string> = new Set([
  "$comment",
  "$id",
  "$schema",
  "additionalProperties",
  "deprecated",
  "example",
  "examples",
]);

export const formKeywords: ReadonlySet<string> = new Set(form);
export const allKeywords: readonly string[] = [...form, ...others];
export const uiHints: readonly string[] = ["password", "domain-picker", "application-ref"];

/** A keyword that is valid, and that the form would leave unsaid to the user. */
export function isPassedOver(keyword: string): boolean {
  return !formKeywords.has(keyword) && !remarks.has(keyword) && allKeywords.includes(keyword);
}

/** Another tool's annotation is its own affair. */
export function isForeign(keyword: string): boolean {
  return keyword.startsWith("x-") && !keyword.startsWith("x-catalyst-");
}
