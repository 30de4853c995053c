/** Why an API server would not take an expression. */
export class CompileFault extends Error {}

/** What an expression runs into while it is evaluated, as a key that is not there. `&&`, `||` and the quantifiers absorb it. */
export class EvaluationFault extends Error {}

/** The expression costs more than an API server spends on it; nothing absorbs this. */
export class CostFault extends Error {
  /** Whether one rule was too dear, or all the rules of one object together. */
  readonly of: "rule" | "object";

  constructor(of: "rule" | "object") {
    super(`the cost limit of the ${of} is used up`);
    this.of = of;
  }
}

export function noOverload(name: string, types: readonly string[]): EvaluationFault {
  return new EvaluationFault(`no such overload: ${name}(${types.join(", ")})`);
}
