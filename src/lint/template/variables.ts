import type { Action } from "./actions.ts";
import type { Answer } from "./answer.ts";
import { unknown } from "./answer.ts";
import type { Expression } from "./expression.ts";
import { expressionOf } from "./expression.ts";

const declared = /^\s*(?:(?:else\s+)?(?:if|with)\s+)?(\$\w+)\s*:?=(.*)$/su;
const inLoop = /^\s*(?:else\s+)?range\s+(\$\w*)\s*(?:,\s*(\$\w*)\s*)?:=/u;

/**
 * What `$name` is, for each name that is set once and not in a loop. In the order in which they are set, so that each
 * sees those before it.
 */
export function readVariables(
  actions: readonly Action[],
  answers: Map<string, Answer>,
  evaluate: (expression: Expression | undefined) => Answer,
): void {
  const texts = new Map<string, string | undefined>();
  for (const { body } of actions) {
    if (!body.includes("=")) continue;
    const [, name, text] = declared.exec(body) ?? [];
    if (name !== undefined) texts.set(name, texts.has(name) ? undefined : text);
    for (const loop of inLoop.exec(body)?.slice(1) ?? []) texts.set(loop, undefined);
  }
  for (const [name, text] of texts)
    answers.set(name, text === undefined ? unknown : evaluate(expressionOf(text)));
}
