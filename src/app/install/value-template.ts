import { isTruthy, valueAt } from "../../model/condition.ts";
import type { JsonObject } from "../../model/json.ts";
import { isObject } from "../../model/json.ts";

/** What the values of a dependency may read: the application that wants it, and that one's configuration. */
export interface Scope {
  readonly application: JsonObject;
  readonly config: JsonObject;
}

/** Values with their templates filled in, and what of them could not be. */
export interface Filled {
  /** Undefined where a text is nothing but a field that is not there: it is left out. */
  readonly value: unknown;
  /** As parts of sentences. */
  readonly faults: readonly string[];
}

const action = /\{\{-?\s*(?<body>(?:"(?:\\.|[^"\\])*"|[^"}]|\}(?!\}))*?)\s*-?\}\}/gu;
const word =
  /(?<path>\.[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)|(?<text>"(?:\\.|[^"\\])*"|`[^`]*`)|(?<literal>-?\d+(?:\.\d+)?|true|false)|(?<name>[A-Za-z]\w*)|(?<pipe>\|)|(?<other>\S)/gu;

/**
 * Fills in `{{ .application.x }}` and `{{ .config.x }}`, through `quote`, `squote`, `default`, `lower`, `upper` and `trim`
 * where they are piped. A text that is one action and nothing else becomes the value itself: a number stays one.
 */
export function fill(value: unknown, scope: Scope): Filled {
  if (typeof value === "string") return fillText(value, scope);
  if (Array.isArray(value)) {
    const items = value.map((item) => fill(item, scope));
    return {
      value: items.map((item) => item.value).filter((item) => item !== undefined),
      faults: items.flatMap(({ faults }) => faults),
    };
  }
  if (!isObject(value)) return { value, faults: [] };
  const entries = Object.entries(value).map(([name, item]) => [name, fill(item, scope)] as const);
  return {
    value: Object.fromEntries(
      entries.flatMap(([name, item]) => (item.value === undefined ? [] : [[name, item.value]])),
    ),
    faults: entries.flatMap(([, { faults }]) => faults),
  };
}

function fillText(text: string, scope: Scope): Filled {
  const faults: string[] = [];
  const [first] = text.matchAll(action);
  if (first === undefined)
    return text.includes("{{")
      ? { value: text, faults: [`${text} is no template`] }
      : { value: text, faults };
  if (first[0] === text) return evaluate(first.groups?.["body"] ?? "", scope);
  const value = text.replaceAll(action, (written, body: string) => {
    const filled = evaluate(body, scope);
    faults.push(...filled.faults);
    if (filled.value === undefined && filled.faults.length === 0)
      faults.push(`${written} has no value`);
    return textOf(filled.value);
  });
  return { value, faults };
}

type Words = readonly RegExpMatchArray[];

function evaluate(body: string, scope: Scope): Filled {
  const steps = splitAt([...body.matchAll(word)], "|");
  const [source = [], ...functions] = steps;
  const [operand] = source;
  if (operand === undefined || source.length > 1) return unknownTo(body);
  let value = operandOf(operand, scope);
  if (value === noOperand) return unknownTo(body);
  for (const [called, ...given] of functions) {
    const run = functionOf(called?.groups?.["name"]);
    const inputs = given.map((one) => operandOf(one, scope));
    if (run === undefined || inputs.includes(noOperand)) return unknownTo(body);
    value = run(value, inputs[0]);
  }
  return { value, faults: [] };
}

function unknownTo(body: string): Filled {
  return { value: undefined, faults: [`{{ ${body} }} is more than bp evaluates`] };
}

const noOperand: unique symbol = Symbol("no operand");

function operandOf({ 0: written, groups = {} }: RegExpMatchArray, scope: Scope): unknown {
  if (groups["text"] !== undefined) return written.slice(1, -1).replaceAll(/\\(.)/gsu, "$1");
  if (groups["literal"] !== undefined) return JSON.parse(written);
  if (/^\.config(?:\.|$)/u.test(written)) return valueAt(written, scope.config);
  if (written.startsWith(".application.")) return valueAt(written, scope.application);
  return noOperand;
}

type Function = (value: unknown, argument: unknown) => unknown;

const functions: Readonly<Record<string, Function>> = {
  quote: (value) => JSON.stringify(textOf(value)),
  squote: (value) => `'${textOf(value)}'`,
  default: (value, fallback) => (isTruthy(value) ? value : fallback),
  lower: (value) => textOf(value).toLowerCase(),
  upper: (value) => textOf(value).toUpperCase(),
  trim: (value) => textOf(value).trim(),
};

function functionOf(name: string | undefined): Function | undefined {
  return name !== undefined && Object.hasOwn(functions, name) ? functions[name] : undefined;
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  if (typeof value === "bigint") return String(value);
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "bigint" ? Number(part) : part,
  );
}

function splitAt(words: Words, mark: string): readonly Words[] {
  const parts: RegExpMatchArray[][] = [[]];
  for (const one of words) {
    if (one[0] === mark) parts.push([]);
    else parts.at(-1)?.push(one);
  }
  return parts;
}
