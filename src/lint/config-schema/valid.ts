import { isSame } from "../../model/json.ts";
import { parsePattern } from "../../model/pattern.ts";
import type { Json } from "./fault.ts";
import { isObject, show } from "./fault.ts";

/**
 * Why a value breaks a schema, as part of a sentence; undefined where it keeps it. Knows what the install form knows
 * and the plain constraints of JSON Schema beside it; what it does not know, as `$ref`, holds.
 */
export function invalid(value: unknown, schema: unknown): string | undefined {
  if (schema === false) return "nothing may stand there";
  if (!isObject(schema)) return undefined;
  const checks = [
    typeFault,
    enumFault,
    numberFault,
    textFault,
    listFault,
    objectFault,
    branchFault,
  ];
  for (const check of checks) {
    const fault = check(value, schema);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

type Check = (value: unknown, schema: Json) => string | undefined;

const typeFault: Check = (value, { type, nullable }) => {
  const names = Array.isArray(type) ? type : [type];
  if (type === undefined || (value === null && nullable === true)) return undefined;
  if (names.some((name) => isOfType(value, name))) return undefined;
  return `${show(value)} is not of type ${names.join(" or ")}`;
};

function isOfType(value: unknown, type: unknown): boolean {
  if (type === "integer")
    return typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value));
  if (type === "number") return typeof value === "number" || typeof value === "bigint";
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  return typeof value === type || !["string", "boolean"].includes(String(type));
}

const enumFault: Check = (value, { enum: listed, const: only }) => {
  if (Array.isArray(listed) && !listed.some((one) => isSame(one, value)))
    return `${show(value)} is none of ${listed.map(show).join(", ")}`;
  if (only !== undefined && !isSame(only, value)) return `${show(value)} is not ${show(only)}`;
  return undefined;
};

const numberFault: Check = (value, schema) => {
  if (!isNumber(value)) return undefined;
  const broken = bounds.find(([keyword, holds]) => {
    const bound = schema[keyword];
    return isNumber(bound) && !holds(value, bound);
  });
  return broken === undefined ? undefined : `${value} ${broken[2]} ${String(schema[broken[0]])}`;
};

type Compare = (value: number | bigint, bound: number | bigint) => boolean;

/** Draft 4's `exclusiveMinimum: true` is left to the form, which does not read it. */
const bounds: readonly (readonly [keyword: string, holds: Compare, words: string])[] = [
  ["minimum", (value, bound) => value >= bound, "is less than the minimum"],
  ["maximum", (value, bound) => value <= bound, "is more than the maximum"],
  ["exclusiveMinimum", (value, bound) => value > bound, "is not more than"],
  ["exclusiveMaximum", (value, bound) => value < bound, "is not less than"],
];

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

const textFault: Check = (value, { minLength, maxLength, pattern }) => {
  if (typeof value !== "string") return undefined;
  const length = [...value].length;
  if (isNumber(minLength) && length < minLength)
    return `${show(value)} is shorter than ${minLength} characters`;
  if (isNumber(maxLength) && length > maxLength)
    return `${show(value)} is longer than ${maxLength} characters`;
  const expression = typeof pattern === "string" ? parsePattern(pattern) : undefined;
  return expression?.test(value) === false
    ? `${show(value)} does not match ${String(pattern)}`
    : undefined;
};

const listFault: Check = (value, { items, minItems, maxItems }) => {
  if (!Array.isArray(value)) return undefined;
  if (isNumber(minItems) && value.length < minItems) return `it has fewer than ${minItems} items`;
  if (isNumber(maxItems) && value.length > maxItems) return `it has more than ${maxItems} items`;
  if (Array.isArray(items)) return undefined;
  return first(value, (item, index) => within(`[${index}]`, invalid(item, items)));
};

const objectFault: Check = (value, { properties, required }) => {
  if (!isObject(value)) return undefined;
  const missing = (Array.isArray(required) ? required : []).find(
    (name) => typeof name === "string" && !Object.hasOwn(value, name),
  );
  if (missing !== undefined) return `it lacks the required ${show(missing)}`;
  const known = isObject(properties) ? properties : {};
  return first(Object.entries(value), ([name, member]) =>
    within(name, Object.hasOwn(known, name) ? invalid(member, known[name]) : undefined),
  );
};

const branchFault: Check = (value, { allOf, anyOf, oneOf, not }) => {
  const all = Array.isArray(allOf) ? first(allOf, (one) => invalid(value, one)) : undefined;
  if (all !== undefined) return all;
  if (Array.isArray(anyOf) && !anyOf.some((one) => invalid(value, one) === undefined))
    return `${show(value)} fits none of anyOf`;
  const fitting = Array.isArray(oneOf)
    ? oneOf.filter((one) => invalid(value, one) === undefined).length
    : 1;
  if (fitting !== 1) return `${show(value)} fits ${fitting} of oneOf, not one`;
  return not !== undefined && invalid(value, not) === undefined
    ? `${show(value)} is what not rules out`
    : undefined;
};

function first<T>(
  values: readonly T[],
  check: (value: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, value] of values.entries()) {
    const fault = check(value, index);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function within(name: string, fault: string | undefined): string | undefined {
  return fault === undefined ? undefined : `${name}: ${fault}`;
}
