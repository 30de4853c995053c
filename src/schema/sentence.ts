import type { ErrorObject } from "ajv";

import { isObject, show } from "./json.ts";

type Sentence = (parameters: Readonly<Record<string, unknown>>, data: unknown) => string;

const compare =
  (word: string): Sentence =>
  ({ limit }, data) =>
    `${show(data)} is ${word} ${String(limit)}`;

const count =
  (bound: string, thing: string): Sentence =>
  ({ limit }, data) =>
    `expected ${bound} ${String(limit)} ${thing}${limit === 1 ? "" : "s"}, found ${sizeOf(data)}`;

const sentences: Readonly<Record<string, Sentence>> = {
  type: ({ type }, data) => `expected ${expected(type)}, found ${describe(data)}`,
  enum: ({ allowedValues }, data) =>
    `expected one of ${(allowedValues as readonly unknown[]).map(plain).join(", ")}; found ${show(data)}`,
  pattern: ({ pattern }, data) => `${show(data)} does not match ${String(pattern)}`,
  required: ({ missingProperty }) => `the required field ${String(missingProperty)} is missing`,
  format: ({ format }, data) => `${show(data)} is no ${String(format)}`,
  minimum: compare("less than"),
  maximum: compare("more than"),
  exclusiveMinimum: compare("not more than"),
  exclusiveMaximum: compare("not less than"),
  multipleOf: ({ multipleOf }, data) => `${show(data)} is no multiple of ${String(multipleOf)}`,
  minLength: count("at least", "character"),
  maxLength: count("at most", "character"),
  minItems: count("at least", "item"),
  maxItems: count("at most", "item"),
  minProperties: count("at least", "field"),
  maxProperties: count("at most", "field"),
  anyOf: (_, data) => `${describe(data)} fits none of the alternatives of the schema (anyOf)`,
  oneOf: (_, data) =>
    `${describe(data)} must fit exactly one of the alternatives of the schema (oneOf)`,
  not: (_, data) => `${describe(data)} is what the schema excludes (not)`,
};

/** What ajv found, in words that need no knowledge of JSON Schema. */
export function sentenceOf({ keyword, params, data, message }: ErrorObject): string {
  const parameters = params as Readonly<Record<string, unknown>>;
  return sentences[keyword]?.(parameters, data) ?? message ?? keyword;
}

const articles: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "an integer",
  null: "null",
  number: "a number",
  object: "an object",
  string: "a string",
};

function expected(type: unknown): string {
  const names = Array.isArray(type) ? type : [type];
  return names.map((name) => articles[String(name)] ?? String(name)).join(" or ");
}

/** A value by its kind and, where that is short, its text. */
export function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "an object";
  return `the ${typeof value === "bigint" ? "number" : typeof value} ${show(value)}`;
}

function plain(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : show(value);
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return [...value].length;
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}
