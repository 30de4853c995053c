import type { Nogood, Values } from "./nogood.ts";

/** A step by which a blueprint's values became fewer. */
export interface Step {
  readonly name: string;
  readonly before: Values;
  readonly after: Values;
  /** Undefined for a decision. */
  readonly reason: Nogood | undefined;
  /** How many decisions there were, this one counted. */
  readonly level: number;
}

/** What every blueprint may still be, and how it came to that. */
export class Trail {
  readonly #initial: (name: string) => Values;
  readonly #values = new Map<string, Values>();
  readonly #steps: Step[] = [];
  /** The indexes of a blueprint's steps. */
  readonly #stepsOf = new Map<string, number[]>();
  #level = 0;

  constructor(initial: (name: string) => Values) {
    this.#initial = initial;
  }

  get level(): number {
    return this.#level;
  }

  values(name: string): Values {
    return this.#values.get(name) ?? this.#initial(name);
  }

  decide(name: string, value: Values): void {
    this.#level += 1;
    this.#take(name, value, undefined);
  }

  narrow(name: string, values: Values, reason: Nogood): void {
    this.#take(name, values, reason);
  }

  #take(name: string, after: Values, reason: Nogood | undefined): void {
    const before = this.values(name);
    const own = this.#stepsOf.get(name) ?? [];
    this.#stepsOf.set(name, own);
    own.push(this.#steps.length);
    this.#steps.push({ name, before, after, reason, level: this.#level });
    this.#values.set(name, after);
  }

  /** The index of the step since which the blueprint has no value outside the set. */
  since(name: string, set: Values): number {
    const own = this.#stepsOf.get(name) ?? [];
    const found = own.find((index) => ((this.#steps[index]?.after ?? set) & ~set) === 0n);
    if (found === undefined) throw new Error(`${name} has values outside the set`);
    return found;
  }

  step(index: number): Step {
    const step = this.#steps[index];
    if (step === undefined) throw new Error(`there is no step ${index}`);
    return step;
  }

  /** Takes back all steps of later levels. */
  backTo(level: number): void {
    for (let last = this.#steps.at(-1); last !== undefined && last.level > level;) {
      this.#steps.pop();
      this.#stepsOf.get(last.name)?.pop();
      this.#values.set(last.name, last.before);
      last = this.#steps.at(-1);
    }
    this.#level = level;
  }
}
