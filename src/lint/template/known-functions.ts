import type { Answer, Value } from "./answer.ts";
import { asksCluster, fieldOf, isTrue, known, plain, togglesOf, undecided } from "./answer.ts";

type Known = Extract<Answer, { state: "known" }>;

/** A function's answer to what its arguments are; undefined where it cannot be told. */
type TemplateFunction = (args: readonly Answer[]) => Answer | undefined;

/** What is worked out before a render: how templates ask for values and put names together. */
const functions: Readonly<Record<string, TemplateFunction>> = {
  and: (args) => junction(args, false),
  or: (args) => junction(args, true),
  not: whole(([one]) => (one === undefined ? undefined : !isTrue(one))),
  eq: whole(([first, ...others]) => someEqual(first, others)),
  ne: whole(([first, other]) => negated(someEqual(first, other === undefined ? [] : [other]))),
  empty: whole(([one = null]) => !isTrue(one)),
  default: fallback,
  coalesce: (args) => fallback(args.toReversed()),
  ternary: (args) => choice(args),
  required: (args) => args.at(-1),
  quote: (args) => args.at(-1),
  squote: (args) => args.at(-1),
  toString: whole(([one]) => text(one)),
  lower: whole(([one]) => text(one)?.toLowerCase()),
  trim: whole(([one]) => text(one)?.trim()),
  trunc: whole(([count, one]) => cut(count, one)),
  trimSuffix: whole(([end, one]) => withoutEnd(text(one), text(end))),
  printf: whole(([format, ...rest]) => formatted(text(format), rest)),
  print: whole((args) => joined(args)),
  index: whole(([of, ...keys]) => member(of, keys)),
  get: whole(([of, ...keys]) => member(of, keys)),
  hasKey: whole(([of, ...keys]) => negated(member(of, keys) === null)),
};

/** What a function gives, called with these. */
export function callFunction(name: string, args: readonly Answer[]): Answer {
  const called = Object.hasOwn(functions, name) ? functions[name]?.(args) : undefined;
  return called ?? undecided(args);
}

/** `and` and `or`: the first argument that decides, else the last one. */
function junction(args: readonly Answer[], deciding: boolean): Answer | undefined {
  const decided = args.filter(isKnown).filter(({ value }) => isTrue(value) === deciding);
  const [first] = decided;
  // One that decides does so wherever it stands; that its value is another's matters to no condition.
  if (first !== undefined) {
    const isAsked = args.some(asksCluster);
    return { state: "known", value: first.value, toggles: togglesOf(decided), isAsked };
  }
  return args.every(isKnown) ? known(args.at(-1)?.value ?? null, ...args) : undecided(args);
}

function isKnown(answer: Answer): answer is Known {
  return answer.state === "known";
}

/** `default fallback value`: the value where it is not empty. */
function fallback(args: readonly Answer[]): Answer | undefined {
  const last = args.at(-1);
  if (last?.state !== "known" || args.length < 2) return last;
  if (isTrue(last.value)) return last;
  const next = fallback(args.slice(0, -1));
  return next?.state === "known" ? known(next.value, last, next) : next;
}

/** `ternary yes no condition`. */
function choice([yes, no, condition]: readonly Answer[]): Answer | undefined {
  if (condition?.state !== "known") return undefined;
  const chosen = isTrue(condition.value) ? yes : no;
  return chosen?.state === "known" ? known(chosen.value, condition, chosen) : chosen;
}

/** A function of arguments that are all known. */
function whole(of: (values: readonly Value[]) => Value | undefined): TemplateFunction {
  return (args) => {
    const values = args.flatMap((one) => (one.state === "known" ? [one.value] : []));
    const value = values.length === args.length ? of(values) : undefined;
    return value === undefined ? undefined : known(value, ...args);
  };
}

function someEqual(
  first: Value | undefined,
  others: readonly (Value | undefined)[],
): boolean | undefined {
  if (first === undefined || others.length === 0) return undefined;
  const values = [first, ...others].map((one) => (one === undefined ? undefined : plain(one)));
  return values.includes(undefined) ? undefined : values.slice(1).includes(values[0]);
}

function negated(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

function text(value: Value | undefined): string | undefined {
  const one = value === undefined ? undefined : plain(value);
  if (one === null) return "";
  return one === undefined ? undefined : String(one);
}

function cut(count: Value | undefined, value: Value | undefined): string | undefined {
  const length = count === undefined ? undefined : plain(count);
  return typeof length === "number" && length >= 0 ? text(value)?.slice(0, length) : undefined;
}

function withoutEnd(value: string | undefined, end: string | undefined): string | undefined {
  if (value === undefined || end === undefined || end === "") return value;
  return value.endsWith(end) ? value.slice(0, -end.length) : value;
}

/** `%s` and `%d` alone. */
function formatted(format: string | undefined, values: readonly Value[]): string | undefined {
  const pieces = format?.split(/%[sd]/u);
  const texts = values.map((one) => text(one));
  if (pieces === undefined || pieces.length !== texts.length + 1) return undefined;
  if (pieces.some((piece) => piece.includes("%")) || texts.includes(undefined)) return undefined;
  return pieces.map((piece, index) => piece + (texts[index] ?? "")).join("");
}

function joined(values: readonly Value[]): string | undefined {
  const texts = values.map((one) => text(one));
  return texts.includes(undefined) ? undefined : texts.join("");
}

function member(of: Value | undefined, keys: readonly Value[]): Value | undefined {
  const steps = keys.map((key) => plain(key));
  if (of === undefined || !steps.every((step) => typeof step === "string")) return undefined;
  return fieldOf(of, steps);
}
