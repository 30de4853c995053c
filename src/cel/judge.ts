import type { Context, Environment } from "@marcbachmann/cel-js";
import { EvaluationError, Optional } from "@marcbachmann/cel-js";

import type { CelRule } from "../model/structural.ts";
import { asWritten } from "./environment.ts";
import { plainName } from "./names.ts";
import type { Shape } from "./shape.ts";
import { pathsOf } from "./syntax.ts";

/** A value that a rule looked at. */
export interface Seen {
  /** As `self.defaults.multi-region`. */
  readonly path: string;
  /** JSON; undefined where it is absent. */
  readonly value: unknown;
}

export interface Verdict {
  readonly holds: boolean;
  /** What the CRD says of a value for which the rule is false; why it could not be evaluated, where that is so. */
  readonly message: string;
  readonly seen: readonly Seen[];
}

interface Runnable {
  readonly rule: CelRule;
  readonly expression: string;
  readonly messageExpression: string | undefined;
}

/** Evaluates a rule for one value. A rule that fails to evaluate does not hold, as on an API server. */
export function judgeValue(
  { rule, expression, messageExpression }: Runnable,
  shape: Shape,
  value: unknown,
  environment: Environment,
): Verdict {
  const context = {
    self: shape.convert(value),
    ...(rule.optionalOldSelf ? { oldSelf: Optional.none() } : {}),
  };
  const run = (source: string): unknown => attempt(environment, source, context);
  const result = run(expression);
  if (result === true) return { holds: true, message: "", seen: [] };
  const told = messageExpression === undefined ? undefined : run(messageExpression);
  const message =
    typeof told === "string" && told.trim() !== ""
      ? told
      : (rule.message ?? `failed rule: ${rule.rule}`);
  const failure =
    result instanceof EvaluationError
      ? ` (it could not be evaluated: ${asWritten(result.summary)})`
      : "";
  const seen = pathsOf(environment.parse(expression).ast, expression).map((path) => ({
    path: path.split(".").map(plainName).join("."),
    value: toJson(run(path)),
  }));
  return { holds: false, message: message + failure, seen };
}

function attempt(environment: Environment, source: string, context: Context): unknown {
  try {
    return environment.parse(source)(context) as unknown;
  } catch (error) {
    if (error instanceof EvaluationError) return error;
    throw error;
  }
}

function toJson(value: unknown): unknown {
  if (value instanceof EvaluationError) return undefined;
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map((item) => toJson(item));
  if (value instanceof Map)
    return Object.fromEntries(
      [...value].map(([name, item]) => [plainName(String(name)), toJson(item)]),
    );
  return value;
}
