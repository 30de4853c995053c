import type { CelRule, Structural } from "../model/structural.ts";
import { Checker } from "./check.ts";
import type { Checked, Scope } from "./checked.ts";
import { extended } from "./checked.ts";
import { Budget } from "./cost.ts";
import { everyExpression } from "./expression.ts";
import { CompileFault } from "./fault.ts";
import { fieldPointer } from "./field-path.ts";
import { folded } from "./fold.ts";
import type { Verdict } from "./judge.ts";
import { judgeValue } from "./judge.ts";
import { functionsOf } from "./library/index.ts";
import type { Functions } from "./library/index.ts";
import type { KubernetesMinor } from "./overload.ts";
import { parse } from "./parse.ts";
import type { RuleFault } from "./rule-form.ts";
import { formFaults } from "./rule-form.ts";
import type { Shape } from "./shape.ts";
import { shapeOf } from "./shape.ts";
import { typeName } from "./type-name.ts";
import type { CelType } from "./types.ts";
import { isBasic, optionalOf } from "./types.ts";

/** A rule of a CRD, compiled or not; a rule that is not compiled passes nothing. */
export interface CompiledRule {
  readonly rule: CelRule;
  /** Why an API server would refuse the rule (BP122). */
  readonly faults: readonly RuleFault[];
  readonly usesOldSelf: boolean;
  /** It speaks of a change alone: an API server evaluates it for none but an update. */
  readonly isTransition: boolean;
  /**
   * Whether the rule holds for a value from JSON; undefined where it has a fault or is a transition rule. The rules of
   * one object share a budget.
   */
  evaluate(value: unknown, budget?: Budget): Verdict | undefined;
}

export interface CelOptions {
  /** The version of Kubernetes whose functions a rule may call: 34 for 1.34, the newest known. */
  readonly kubernetes?: KubernetesMinor;
}

export const NEWEST: KubernetesMinor = 34;

/**
 * Compiles `x-kubernetes-validations` of one schema, typed by it, as an API server does. `isResource` is true for the
 * root of a version.
 */
export function compileRules(
  schema: Structural,
  isResource: boolean,
  { kubernetes = NEWEST }: CelOptions = {},
): readonly CompiledRule[] {
  const shape = shapeOf(schema, isResource);
  const functions = functionsOf(kubernetes);
  return schema.rules.map((rule) => {
    if (shape !== undefined) return compileRule(rule, schema, shape, functions);
    const message = "CEL cannot see a value whose type the schema does not tell";
    return broken(rule, [{ field: "rule", message }]);
  });
}

function compileRule(
  rule: CelRule,
  schema: Structural,
  shape: Shape,
  functions: Functions,
): CompiledRule {
  const scope = scopeOf(rule, shape.type);
  const compiled = attempt(rule.rule, "bool", functions, scope);
  const message =
    rule.messageExpression === undefined
      ? undefined
      : attempt(rule.messageExpression, "string", functions, scope);
  const pointer = rule.fieldPath === undefined ? "" : fieldPointer(rule.fieldPath, schema);
  const usesOldSelf = "type" in compiled && mentionsOld(compiled);
  const faults = [
    ...faultOf("rule", compiled),
    ...faultOf("messageExpression", message),
    ...(pointer === undefined ? [noField] : []),
    ...formFaults(rule, "fault" in compiled || usesOldSelf),
  ];
  if ("fault" in compiled || faults.length > 0) return broken(rule, faults);
  const isTransition = usesOldSelf && !rule.optionalOldSelf;
  const told = message !== undefined && "type" in message ? message : undefined;
  const runnable = { rule, shape, compiled, message: told, pointer: pointer ?? "" };
  return {
    rule,
    faults,
    usesOldSelf,
    isTransition,
    evaluate: (value, budget = new Budget()) =>
      isTransition ? undefined : judgeValue(runnable, value, budget),
  };
}

type Attempt = Checked | { readonly fault: string };

const noField: RuleFault = { field: "fieldPath", message: "it names no field of the schema" };

function faultOf(field: RuleFault["field"], found: Attempt | undefined): readonly RuleFault[] {
  return found !== undefined && "fault" in found ? [{ field, message: found.fault }] : [];
}

function broken(rule: CelRule, faults: readonly RuleFault[]): CompiledRule {
  return { rule, faults, usesOldSelf: false, isTransition: false, evaluate: () => undefined };
}

function scopeOf({ optionalOldSelf }: CelRule, self: CelType): Scope | undefined {
  const old = optionalOldSelf ? optionalOf(self) : self;
  return extended(undefined, [
    ["self", self],
    ["oldSelf", old],
  ]);
}

function attempt(
  source: string,
  wanted: "bool" | "string",
  functions: Functions,
  scope: Scope | undefined,
): Attempt {
  try {
    const checked = new Checker(functions).checked(parse(source), scope);
    if (isBasic(checked.type, wanted)) return folded(checked);
    return { fault: `it gives ${typeName(checked.type)}, not ${wanted}` };
  } catch (error) {
    if (error instanceof CompileFault) return { fault: error.message };
    throw error;
  }
}

function mentionsOld({ expression }: Checked): boolean {
  return [...everyExpression(expression)].some(
    (one) => one.kind === "identifier" && one.name === "oldSelf",
  );
}
