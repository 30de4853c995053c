import { CostFault } from "./fault.ts";

/** What an API server spends on one expression, about a tenth of a second (apiserver, PerCallLimit). */
export const RULE_LIMIT: number = 1_000_000;

/** What it spends on all the rules of one object (apiserver, RuntimeCELCostBudget). */
export const OBJECT_LIMIT: number = 10_000_000;

/** What is left to spend on the rules of one object. */
export class Budget {
  readonly #limit: number;
  #left: number;
  #leftOfRule = 0;
  readonly #ruleLimit: number;

  constructor(limits: { readonly rule?: number; readonly object?: number } = {}) {
    this.#limit = limits.object ?? OBJECT_LIMIT;
    this.#left = this.#limit;
    this.#ruleLimit = limits.rule ?? RULE_LIMIT;
  }

  /** Before each expression. */
  beginRule(): void {
    this.#leftOfRule = this.#ruleLimit;
  }

  /** @throws CostFault */
  spend(units: number): void {
    this.#left -= units;
    this.#leftOfRule -= units;
    if (this.#leftOfRule < 0) throw new CostFault("rule");
    if (this.#left < 0) throw new CostFault("object");
  }

  /** By all the rules so far. */
  get spent(): number {
    return this.#limit - this.#left;
  }
}
