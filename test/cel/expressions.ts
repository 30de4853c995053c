import { constantFrom, letrec, oneof, tuple } from "fast-check";
import type { Arbitrary } from "fast-check";

const atoms: readonly string[] = [
  "self",
  "self.text",
  "self.count",
  "self.ratio",
  "self.list",
  "self.map",
  "self.objects",
  "self.port",
  "self.at",
  "self.?text",
  "oldSelf",
  "x",
  "1",
  "-1",
  "0",
  "2u",
  "1.5",
  "'a'",
  "''",
  "b'a'",
  "true",
  "null",
  "[]",
  "{}",
  "[1, 2]",
  "int",
  "duration('1h')",
  "timestamp('2024-01-01T00:00:00Z')",
  "quantity('1Gi')",
  "ip('::1')",
  "cidr('10.0.0.0/8')",
  "url('/a')",
  "format.uuid()",
  "optional.none()",
  "dyn(self)",
];

const methods: readonly string[] = [
  "size()",
  "text",
  "?text",
  "value()",
  "hasValue()",
  "sum()",
  "min()",
  "isSorted()",
  "getHours()",
  "trim()",
  "asInteger()",
  "first()",
  "sort()",
  "distinct()",
  "flatten()",
  "family()",
  "getQuery()",
];

const withArgument: readonly string[] = [
  "contains",
  "matches",
  "findAll",
  "indexOf",
  "split",
  "charAt",
  "join",
  "orValue",
  "or",
  "add",
  "compareTo",
  "validate",
  "containsIP",
  "format",
];

const plain: readonly string[] = [
  "size",
  "string",
  "int",
  "double",
  "type",
  "dyn",
  "duration",
  "has",
  "quantity",
  "isIP",
  "sets.contains",
];
const operators: readonly string[] = [
  "+",
  "-",
  "*",
  "/",
  "%",
  "==",
  "!=",
  "<",
  ">=",
  "in",
  "&&",
  "||",
];
const loops: readonly string[] = [
  "all",
  "exists",
  "exists_one",
  "map",
  "filter",
  "sortBy",
  "optMap",
];
const doubles: readonly string[] = [
  "all",
  "exists",
  "transformList",
  "transformMap",
  "transformMapEntry",
];

function of(names: readonly string[]): Arbitrary<string> {
  return constantFrom(...names);
}

/** Expressions that parse, most of which do not fit their types. */
export const expression: Arbitrary<string> = letrec<{ any: string }>((tie) => {
  const any = tie("any");
  return {
    any: oneof(
      { depthSize: "small", withCrossShrink: true },
      of(atoms),
      tuple(any, of(operators), any).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      tuple(any, of(methods)).map(([a, method]) => `${a}.${method}`),
      tuple(any, of(withArgument), any).map(([a, name, b]) => `${a}.${name}(${b})`),
      tuple(of(plain), any).map(([name, a]) => `${name}(${a})`),
      tuple(any, of(loops), any).map(([a, name, b]) => `${a}.${name}(x, ${b})`),
      tuple(any, of(doubles), any).map(([a, name, b]) => `${a}.${name}(k, x, ${b})`),
      tuple(any, any).map(([a, b]) => `${a}[${b}]`),
      tuple(any, any).map(([a, b]) => `[${a}, ?${b}]`),
      tuple(any, any).map(([a, b]) => `{${a}: ${b}}`),
      tuple(any, any, any).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      any.map((a) => `!${a}`),
      any.map((a) => `-${a}`),
    ),
  };
}).any;

/** The schema that the expressions speak of. */
export const spec: string = `
type: object
properties:
  text: {type: string}
  count: {type: integer}
  ratio: {type: number}
  port: {x-kubernetes-int-or-string: true}
  at: {type: string, format: date-time}
  list: {type: array, items: {type: integer}}
  map: {type: object, additionalProperties: {type: string}}
  objects: {type: array, items: {type: object, properties: {text: {type: string}}}}
`;
