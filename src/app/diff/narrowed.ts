import { isObject, member } from "../../model/json.ts";
import { byCodeUnit } from "../../model/order.ts";

/** Something that a schema took before and takes no longer, or that is new in it. */
export interface SchemaChange {
  /** Where the value stands, as `/properties` of the data: `/replicas`, `/items/[]/name`. */
  readonly path: string;
  readonly kind: "removed" | "narrowed" | "added" | "not compared";
  /** Part of a sentence after the path: `is gone`, `must be at least 3, it was 1`. */
  readonly message: string;
}

/**
 * What changes between two JSON schemas for those whose data the first one took. Schemas that are combined (allOf,
 * oneOf, …) or referred to are not looked into: where these differ, it is said.
 */
export function schemaChanges(before: unknown, after: unknown, path = ""): readonly SchemaChange[] {
  if (!isObject(before) || !isObject(after)) return [];
  return [
    ...typeChanges(before, after, path),
    ...valueChanges(before, after, path),
    ...boundChanges(before, after, path),
    ...propertyChanges(before, after, path),
    ...itemChanges(before, after, path),
    ...combinationChanges(before, after, path),
  ];
}

type Schema = Readonly<Record<string, unknown>>;

function* typeChanges(before: Schema, after: Schema, path: string): Generator<SchemaChange> {
  const [old, next] = [typesOf(before), typesOf(after)];
  if (next === undefined) return;
  const lost = old?.filter((type) => !takes(next, type));
  if (old === undefined) yield narrowed(path, `must be of type ${next.join(" or ")}`);
  else if (lost !== undefined && lost.length > 0)
    yield narrowed(path, `may no longer be of type ${lost.join(" or ")}`);
}

function takes(types: readonly string[], type: string): boolean {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

function typesOf(schema: Schema): readonly string[] | undefined {
  const { type } = schema;
  if (schema["x-kubernetes-int-or-string"] === true) return ["integer", "string"];
  const types = Array.isArray(type)
    ? type.map(String)
    : [type].filter((one) => typeof one === "string");
  if (types.length === 0) return undefined;
  return schema["nullable"] === true ? [...types, "null"] : types;
}

function* valueChanges(before: Schema, after: Schema, path: string): Generator<SchemaChange> {
  const [old, next] = [before["enum"], after["enum"]];
  if (Array.isArray(next)) {
    const known = new Set(next.map((one) => JSON.stringify(one)));
    const lost = Array.isArray(old)
      ? old.filter((one) => !known.has(JSON.stringify(one)))
      : undefined;
    if (lost === undefined) yield narrowed(path, `must be one of ${list(next)}`);
    else if (lost.length > 0) yield narrowed(path, `may no longer be ${list(lost)}`);
  }
  for (const key of ["pattern", "format", "const", "multipleOf"]) {
    const [was, is] = [before[key], after[key]];
    if (is === undefined || JSON.stringify(was) === JSON.stringify(is)) continue;
    yield narrowed(
      path,
      `has the ${key} ${JSON.stringify(is)}${was === undefined ? "" : `, it was ${JSON.stringify(was)}`}`,
    );
  }
}

const lower = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"];
const upper = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"];

/** Of these 0 forbids nothing. */
const counts: ReadonlySet<string> = new Set(["minLength", "minItems", "minProperties"]);

function* boundChanges(before: Schema, after: Schema, path: string): Generator<SchemaChange> {
  for (const key of [...lower, ...upper]) {
    const [was, is] = [before[key], after[key]];
    if (typeof is !== "number") continue;
    const looser = typeof was === "number" && (lower.includes(key) ? is <= was : is >= was);
    if (looser || (is === 0 && counts.has(key))) continue;
    yield narrowed(
      path,
      `has a ${key} of ${is}${typeof was === "number" ? `, it was ${was}` : ""}`,
    );
  }
}

function* propertyChanges(before: Schema, after: Schema, path: string): Generator<SchemaChange> {
  const [old, next] = [before["properties"], after["properties"]];
  const names = isObject(old) ? Object.keys(old).sort(byCodeUnit) : [];
  for (const name of names) {
    const at = `${path}/${name}`;
    const is = member(next, name);
    if (is === undefined) yield { path: at, kind: "removed", message: "is gone" };
    else yield* schemaChanges(member(old, name), is, at);
  }
  for (const name of isObject(next) ? Object.keys(next).sort(byCodeUnit) : [])
    if (member(old, name) === undefined)
      yield { path: `${path}/${name}`, kind: "added", message: "is new" };
  const required = textsOf(after["required"]).filter(
    (name) => !textsOf(before["required"]).includes(name),
  );
  for (const name of required)
    if (member(member(next, name), "default") === undefined)
      yield narrowed(`${path}/${name}`, "is required");
  yield* otherProperties(before, after, path);
}

function* otherProperties(before: Schema, after: Schema, path: string): Generator<SchemaChange> {
  const [old, next] = [before["additionalProperties"], after["additionalProperties"]];
  if (next === false && old !== false) yield narrowed(path, "takes no other properties");
  if (isObject(next) && (old === undefined || old === true))
    yield narrowed(path, "takes other properties of one form alone");
  if (isObject(old) && isObject(next)) yield* schemaChanges(old, next, `${path}/*`);
}

function* itemChanges(before: Schema, after: Schema, path: string): Generator<SchemaChange> {
  const [old, next] = [before["items"], after["items"]];
  if (isObject(old) && isObject(next)) yield* schemaChanges(old, next, `${path}/[]`);
  if (before["uniqueItems"] !== true && after["uniqueItems"] === true)
    yield narrowed(path, "may no longer hold one value twice");
}

const combinations = [
  "allOf",
  "anyOf",
  "oneOf",
  "not",
  "if",
  "then",
  "else",
  "dependencies",
  "$ref",
];

function* combinationChanges(before: Schema, after: Schema, path: string): Generator<SchemaChange> {
  for (const key of [...combinations, "x-kubernetes-validations"]) {
    if (JSON.stringify(before[key]) === JSON.stringify(after[key])) continue;
    yield { path, kind: "not compared", message: `${key} differs: look at it yourself` };
  }
}

function list(values: readonly unknown[]): string {
  return values.map((one) => JSON.stringify(one)).join(", ");
}

function narrowed(path: string, message: string): SchemaChange {
  return { path, kind: "narrowed", message };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
