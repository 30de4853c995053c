import { Checker } from "./check.ts";
import type { Checked } from "./checked.ts";
import { extended } from "./checked.ts";
import { NEWEST } from "./compile.ts";
import { Budget } from "./cost.ts";
import { Evaluator } from "./evaluate.ts";
import { CompileFault, CostFault, EvaluationFault } from "./fault.ts";
import { functionsOf } from "./library/index.ts";
import type { KubernetesMinor } from "./overload.ts";
import { parse } from "./parse.ts";
import { typeName } from "./type-name.ts";
import { basic, isBasic } from "./types.ts";
import { CelList, CelMap } from "./value.ts";
import type { Value } from "./value.ts";

/** An expression over JSON of which no schema tells the shape. */
export interface Condition {
  /** Why it cannot be held; undefined for one that compiles. */
  readonly fault: string | undefined;
  /** Undefined where it holds, else why it does not: what cannot be evaluated does not hold. */
  readonly broken: (json: unknown) => string | undefined;
}

/**
 * Compiles a condition.
 * @param name the variable under which the expression finds the JSON
 */
export function compileCondition(
  source: string,
  name: string,
  kubernetes: KubernetesMinor = NEWEST,
): Condition {
  try {
    const dyn = basic("dyn");
    const scope = extended(undefined, [[name, dyn]]);
    const checked = new Checker(functionsOf(kubernetes)).checked(parse(source), scope);
    if (isBasic(checked.type, "bool") || isBasic(checked.type, "dyn"))
      return { fault: undefined, broken: (json) => brokenBy(checked, name, json) };
    return faulty(`it gives ${typeName(checked.type)}, not bool`);
  } catch (error) {
    if (error instanceof CompileFault) return faulty(error.message);
    throw error;
  }
}

function faulty(fault: string): Condition {
  return { fault, broken: () => fault };
}

function brokenBy(checked: Checked, name: string, json: unknown): string | undefined {
  const budget = new Budget();
  try {
    budget.beginRule();
    const bindings = { name, value: valueOf(json), outer: undefined };
    const holds = new Evaluator(checked, budget).holds(checked.expression, bindings);
    return holds ? undefined : "it is false";
  } catch (error) {
    if (error instanceof EvaluationFault) return error.message;
    if (error instanceof CostFault) return "it costs more than a condition may";
    // Values nest as deep as their author likes; only the stack ends that here.
    if (error instanceof RangeError) return "it goes too deep or grows too long";
    throw error;
  }
}

/** Numbers without a fraction are integers, as whoever writes `== 1` means them. */
function valueOf(json: unknown): Value {
  if (json === null || typeof json === "string" || typeof json === "boolean") return json;
  if (typeof json === "number") return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (Array.isArray(json)) return new CelList(json.map(valueOf));
  const fields = typeof json === "object" && json !== null ? Object.entries(json) : [];
  return new CelMap(fields.map(([key, value]) => [key, valueOf(value)] as const));
}
