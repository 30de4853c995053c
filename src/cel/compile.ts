import type { Environment } from "@marcbachmann/cel-js";
import { ParseError } from "@marcbachmann/cel-js";

import { parsePattern } from "../model/pattern.ts";
import type { CelRule, Structural } from "../model/structural.ts";
import { asWritten, ruleEnvironment, substituted } from "./environment.ts";
import { isKubernetesFunction } from "./functions.ts";
import type { Verdict } from "./judge.ts";
import { judgeValue } from "./judge.ts";
import type { Shape } from "./shape.ts";
import { Shapes } from "./shape.ts";
import type { Call } from "./syntax.ts";
import { callsOf, mentions } from "./syntax.ts";

/** A rule of a CRD, compiled or not; a rule that is not compiled passes nothing. */
export interface CompiledRule {
  readonly rule: CelRule;
  /** Why an API server would refuse the rule (BP122). */
  readonly fault: string | undefined;
  /** Whether the rule holds for a value from JSON; undefined where it has a fault or speaks of a change alone. */
  evaluate(value: unknown): Verdict | undefined;
}

/** Compiles `x-kubernetes-validations` of one schema, typed by it. `isResource` is true for the root of a version. */
export function compileRules(schema: Structural, isResource: boolean): readonly CompiledRule[] {
  return schema.rules.map((rule) => {
    const environment = ruleEnvironment();
    const shape = new Shapes(environment).of(schema, isResource);
    if (shape === undefined)
      return broken(rule, "CEL cannot see a value whose type the schema does not tell");
    environment.registerVariable("self", shape.type);
    environment.registerVariable(
      "oldSelf",
      rule.optionalOldSelf ? `optional<${shape.type}>` : shape.type,
    );
    return compileRule(rule, shape, environment);
  });
}

function compileRule(rule: CelRule, shape: Shape, environment: Environment): CompiledRule {
  const prepared = prepare(rule.rule, "bool", environment);
  if ("fault" in prepared) return broken(rule, prepared.fault);
  const message =
    rule.messageExpression === undefined
      ? undefined
      : prepare(rule.messageExpression, "string", environment);
  if (message !== undefined && "fault" in message)
    return broken(rule, `messageExpression: ${message.fault}`);
  const { expression } = prepared;
  const isChange = mentions(environment.parse(expression).ast, "oldSelf") && !rule.optionalOldSelf;
  const messageExpression = message?.expression;
  return {
    rule,
    fault: undefined,
    evaluate: (value) =>
      isChange
        ? undefined
        : judgeValue({ rule, expression, messageExpression }, shape, value, environment),
  };
}

function broken(rule: CelRule, fault: string): CompiledRule {
  return { rule, fault, evaluate: () => undefined };
}

type Prepared = { readonly expression: string } | { readonly fault: string };

/** Checks an expression and gives it as the environment can run it. */
function prepare(source: string, type: string, environment: Environment): Prepared {
  try {
    const { ast } = environment.parse(source);
    const calls = callsOf(ast);
    const refusal = calls
      .map(({ name }) => refuse(name, environment))
      .find((reason) => reason !== undefined);
    if (refusal !== undefined) return { fault: refusal };
    const pattern = calls
      .filter(({ name }) => name === "matches")
      .map(badPattern)
      .find((bad) => bad !== undefined);
    if (pattern !== undefined) return { fault: `${pattern} is not an RE2 expression` };
    const expression = substituted(source, calls);
    const { valid, type: found, error } = environment.check(expression);
    if (!valid) return { fault: faultOf(error) };
    return found === type || found === "dyn"
      ? { expression }
      : { fault: `it gives ${found}, not ${type}` };
  } catch (error) {
    if (error instanceof ParseError) return { fault: `it does not parse: ${error.summary}` };
    throw error;
  }
}

/** A function that is not known is a fault of the rule, never a pass. */
function refuse(name: string, environment: Environment): string | undefined {
  if (!isKubernetesFunction(name)) return `Kubernetes has no function ${name}`;
  const known = environment.getDefinitions().functions.some((one) => one.name === name);
  return known ? undefined : `the function ${name} cannot be evaluated here yet`;
}

function faultOf(error: { readonly summary: string } | undefined): string {
  return asWritten(error?.summary ?? "it does not type-check");
}

function badPattern({ arguments: values }: Call): string | undefined {
  const last = values.at(-1);
  if (last?.op !== "value" || typeof last.args !== "string") return undefined;
  return parsePattern(last.args) === undefined ? last.args : undefined;
}
