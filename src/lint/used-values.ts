import type { Template } from "./template/template.ts";
import type { Word } from "./template/words.ts";
import { unquoted, wordsOf } from "./template/words.ts";

/**
 * The top-level keys that templates read of `.Values`; "all" where one of them takes the values as a whole, or by a key
 * that is only known when it is rendered.
 */
export function usedValues(templates: readonly Template[]): ReadonlySet<string> | "all" {
  const used = new Set<string>();
  for (const { actions } of templates) {
    for (const { body } of actions) {
      if (!body.includes("Values")) continue;
      const words = [...wordsOf(body)];
      for (const [index, word] of words.entries()) {
        if (!isValues(word)) continue;
        const key = keyAfter(words, index);
        if (key === undefined) return "all";
        used.add(key);
      }
    }
  }
  return used;
}

function isValues({ kind, text }: Word): boolean {
  return (kind === "field" && text === ".Values") || (kind === "string" && text.includes("Values"));
}

/** `.Values.key`, `index .Values "key"`, `get .Values "key"`, `hasKey .Values "key"`. */
function keyAfter(words: readonly Word[], index: number): string | undefined {
  const [word, next] = words.slice(index, index + 2);
  if (word?.kind !== "field" || next === undefined) return undefined;
  const isJoined = next.start === word.start + word.text.length;
  if (next.kind === "field" && isJoined) return next.text.slice(1);
  const caller = words.slice(0, index).findLast(({ kind }) => kind !== "variable");
  const byName = ["index", "get", "hasKey", "dig"].includes(caller?.text ?? "");
  return byName && next.kind === "string" ? unquoted(next.text) : undefined;
}
