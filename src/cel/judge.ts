import type { CelRule } from "../model/structural.ts";
import type { Checked } from "./checked.ts";
import type { Budget } from "./cost.ts";
import type { Bindings } from "./evaluate.ts";
import { Evaluator } from "./evaluate.ts";
import { CostFault, EvaluationFault } from "./fault.ts";
import type { Seen } from "./seen.ts";
import { seenBy } from "./seen.ts";
import type { Shape } from "./shape.ts";
import { Optional } from "./value.ts";
import type { Value } from "./value.ts";

export interface Verdict {
  readonly holds: boolean;
  /** What the CRD says of a value for which the rule is false. */
  readonly message: string;
  /** JSON pointer of what is to blame, from the place of the rule; empty for that place itself. */
  readonly pointer: string;
  /** Why the rule could not be evaluated, where that is so; an API server then refuses the value too. */
  readonly failure: string | undefined;
  /** True where the cost limit of the whole object is used up, so that an API server evaluates no further rule. */
  readonly isLast: boolean;
  readonly seen: readonly Seen[];
}

interface Runnable {
  readonly rule: CelRule;
  readonly shape: Shape;
  readonly compiled: Checked;
  readonly message: Checked | undefined;
  readonly pointer: string;
}

const LONGEST_MESSAGE = 5 * 1024;

/** Evaluates a rule for one value. A rule that fails to evaluate does not hold, as on an API server. */
export function judgeValue(
  { rule, shape, compiled, message, pointer }: Runnable,
  value: unknown,
  budget: Budget,
): Verdict {
  const bind = (): Bindings => ({
    name: "self",
    value: shape.convert(value),
    outer: rule.optionalOldSelf
      ? { name: "oldSelf", value: new Optional(undefined), outer: undefined }
      : undefined,
  });
  const found = run(compiled, bind, budget);
  const good = { message: "", pointer: "", failure: undefined, isLast: false, seen: [] };
  if (found === true) return { holds: true, ...good };
  const isFault = found instanceof Error;
  const told = message === undefined || isFault ? undefined : run(message, bind, budget);
  return {
    holds: false,
    message: usable(told) ?? rule.message?.trim() ?? `failed rule: ${rule.rule}`,
    pointer: isFault ? "" : pointer,
    failure: isFault ? failureOf(found) : undefined,
    isLast: found instanceof CostFault,
    seen: seenBy(compiled.expression, value),
  };
}

function run(
  checked: Checked,
  bind: () => Bindings,
  budget: Budget,
): Value | EvaluationFault | CostFault {
  try {
    budget.beginRule();
    return new Evaluator(checked, budget).run(checked.expression, bind());
  } catch (error) {
    if (error instanceof EvaluationFault || error instanceof CostFault) return error;
    // Values nest as deep as their author likes; only the stack ends that here.
    if (error instanceof RangeError)
      return new EvaluationFault("it goes too deep or grows too long");
    throw error;
  }
}

function failureOf(fault: EvaluationFault | CostFault): string {
  if (!(fault instanceof CostFault)) return fault.message;
  return fault.of === "rule"
    ? "it costs more than an API server spends on one rule, and no further rule is evaluated"
    : "the rules of this object cost more than an API server spends on all of them, and no further rule is evaluated";
}

/** A messageExpression that fails, or gives nothing that fits a line, leaves the rule's own message. */
function usable(told: Value | Error | undefined): string | undefined {
  if (typeof told !== "string") return undefined;
  const text = told.trim();
  const fits = text !== "" && !text.includes("\n") && Buffer.byteLength(text) <= LONGEST_MESSAGE;
  return fits ? text : undefined;
}
