import type { Presence } from "../../model/supply.ts";
import type { Action } from "./actions.ts";
import type { Answer } from "./answer.ts";
import { isTrue, known, togglesOf, unknown } from "./answer.ts";
import type { Dot, Scope } from "./evaluate.ts";
import { evaluate } from "./evaluate.ts";
import { expressionOf } from "./expression.ts";
import type { ValuesView } from "./values-view.ts";
import { readVariables } from "./variables.ts";

export const always: Presence = { state: "always", toggles: [] };

/** A stretch of a template in which all is rendered alike, to the next one's start. */
interface Stretch {
  readonly start: number;
  readonly presence: Presence;
  readonly scope: Scope;
}

const word = /^\s*(if|with|range|define|block|else|end)\b/u;

/** Where a template's objects depend on what. Linear in its actions. */
export class Gates {
  /** From the text's start; never empty. */
  readonly #stretches: Stretch[];
  readonly #open: Open[] = [];
  #last: Stretch;

  /** @param around of the template as a whole */
  constructor(actions: readonly Action[], values: ValuesView, around: Presence = always) {
    const variables = new Map<string, Answer>();
    const variable = (name: string): Answer => variables.get(name) ?? unknown;
    const scope: Scope = { dot: { kind: "root" }, values, variable };
    readVariables(actions, variables, (expression) => evaluate(expression, scope));
    this.#last = { start: 0, presence: around, scope };
    this.#stretches = [this.#last];
    for (const action of actions) this.#read(action);
  }

  at(offset: number): Presence {
    return this.#stretch(offset).presence;
  }

  /** What the text of an action that stands there gives. */
  valueAt(offset: number, text: string): Answer {
    return evaluate(expressionOf(text), this.#stretch(offset).scope);
  }

  /** The last stretch that starts at the offset or before. */
  #stretch(offset: number): Stretch {
    let [low, high] = [0, this.#stretches.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#stretches[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.#stretches[low] ?? this.#last;
  }

  #read({ body, start, end }: Action): void {
    const [whole = "", keyword] = word.exec(body) ?? [];
    const rest = body.slice(whole.length);
    if (keyword === undefined) return;
    if (keyword === "end") this.#close(end);
    else if (keyword === "else") this.#otherwise(rest, start);
    else this.#enter(keyword, rest, start);
  }

  #enter(keyword: string, text: string, start: number): void {
    const around = this.#last;
    const open = { around, left: around.presence };
    this.#open.push(open);
    this.#branch(keyword, { text, start, open });
  }

  /** What follows is rendered where no branch before it is. */
  #otherwise(text: string, start: number): void {
    const open = this.#open.at(-1);
    if (open === undefined) return;
    const [whole = "", keyword] = word.exec(text) ?? [];
    if (keyword !== undefined)
      this.#branch(keyword, { text: text.slice(whole.length), start, open });
    else this.#push({ ...open.around, presence: open.left, start });
  }

  #branch(keyword: string, { text, start, open }: Asked): void {
    const { scope } = open.around;
    const { condition, dot } = branchOf(keyword, text, scope);
    const presence = within(open.left, condition);
    this.#push({ presence, scope: { ...scope, dot }, start });
    open.left = within(open.left, opposite(condition));
  }

  #close(end: number): void {
    const open = this.#open.pop();
    if (open !== undefined) this.#push({ ...open.around, start: end });
  }

  #push(stretch: Stretch): void {
    this.#last = stretch;
    this.#stretches.push(stretch);
  }
}

interface Open {
  readonly around: Stretch;
  /** Of what none of its branches so far has taken. */
  left: Presence;
}

interface Asked {
  readonly text: string;
  readonly start: number;
  readonly open: Open;
}

interface Branch {
  readonly condition: Answer;
  readonly dot: Dot;
}

/** What a branch asks, and what the dot is inside it. */
function branchOf(keyword: string, text: string, scope: Scope): Branch {
  if (keyword === "define" || keyword === "block")
    return { condition: unknown, dot: { kind: "unknown" } };
  const asked = text.replace(/^\s*\$\w*(?:\s*,\s*\$\w*)?\s*:?=/u, "");
  const expression = expressionOf(asked);
  const condition = evaluate(expression, scope);
  if (keyword === "if") return { condition, dot: scope.dot };
  const path = keyword === "with" ? valuesPath(asked, scope.dot) : undefined;
  return {
    condition,
    dot: path === undefined ? { kind: "unknown" } : { kind: "values", path },
  };
}

/** The path of `.Values.a.b`, and of `.b` where the dot is `.Values.a`. */
function valuesPath(text: string, dot: Dot): readonly string[] | undefined {
  const expression = expressionOf(text);
  if (expression?.kind !== "fields") return undefined;
  const { of, steps } = expression;
  if (of === undefined && dot.kind === "values") return [...dot.path, ...steps];
  const isRoot = of === undefined ? dot.kind === "root" : of.kind === "variable" && of.name === "$";
  return isRoot && steps[0] === "Values" ? steps.slice(1) : undefined;
}

function opposite(answer: Answer): Answer {
  return answer.state === "known" ? known(!isTrue(answer.value), answer) : answer;
}

/** Presence inside a branch, from what is around it and what the branch asks. */
export function within({ state, toggles }: Presence, condition: Answer): Presence {
  const isRefused = condition.state === "known" && !isTrue(condition.value);
  if (state === "asked" || condition.state === "cluster" || (isRefused && condition.isAsked))
    return { state: "asked", toggles: [] };
  const around: Answer = { state: "known", value: true, toggles, isAsked: false };
  if (state === "off")
    return { state: "off", toggles: isRefused ? togglesOf([around, condition]) : toggles };
  if (isRefused) return { state: "off", toggles: condition.toggles };
  if (state === "unclear" || condition.state === "unknown")
    return { state: "unclear", toggles: [] };
  return { state: "always", toggles: togglesOf([around, condition]) };
}
