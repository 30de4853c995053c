import type { Action } from "./actions.ts";

/** What stands between the action that opens a block and its `end`. */
export interface Block {
  readonly keyword: "if" | "with" | "range" | "define" | "block";
  /** Offsets in the template, from the opening action's start to the `end`'s. */
  readonly start: number;
  readonly end: number;
  /** What the opening action and each `else` of it say. */
  readonly conditions: readonly string[];
}

const opening = /^\s*(if|with|range|define|block)\b/u;
const otherwise = /^\s*else\b/u;
const closing = /^\s*end\b/u;

interface Open {
  readonly keyword: Block["keyword"];
  readonly start: number;
  readonly conditions: string[];
}

/** The blocks of a template, inner ones before those around them; one without an end reaches to the text's end. */
export function blocksOf(actions: readonly Action[], length: number): readonly Block[] {
  const blocks: Block[] = [];
  const open: Open[] = [];
  for (const { body, start, end } of actions) {
    const keyword = opening.exec(body)?.[1];
    if (keyword !== undefined && isKeyword(keyword))
      open.push({ keyword, start, conditions: [body] });
    else if (otherwise.test(body)) open.at(-1)?.conditions.push(body);
    else if (closing.test(body)) {
      const block = open.pop();
      if (block !== undefined) blocks.push({ ...block, end });
    }
  }
  return [...blocks, ...open.toReversed().map((block) => ({ ...block, end: length }))];
}

function isKeyword(text: string): text is Block["keyword"] {
  return ["if", "with", "range", "define", "block"].includes(text);
}

/** The blocks around an offset. */
export function around(blocks: readonly Block[], offset: number): readonly Block[] {
  return blocks.filter(({ start, end }) => start <= offset && offset < end);
}
