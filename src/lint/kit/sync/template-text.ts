import type { KitFile, KitVariable } from "../../../model/kit.ts";

type Bound = ReadonlyMap<string, string>;

interface Span {
  readonly file: KitFile;
  readonly start: number;
  readonly end: number;
}

const variable = /(?<!\$)\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)[^}]*\}/gu;

/**
 * A template's text with its variables filled in; undefined where one of those that Flux substitutes is not known. In a
 * comment such a one stays as it is.
 */
export function filled(
  text: string,
  bound: Bound,
  variables: readonly KitVariable[],
): string | undefined {
  const needed = new Set(variables.map(({ name }) => name));
  let isWhole = true;
  const result = text.replaceAll(variable, (whole, name: string) => {
    const value = bound.get(name);
    if (value === undefined && needed.has(name)) isWhole = false;
    return value ?? whole;
  });
  return isWhole ? result : undefined;
}

/** The template's text of one place for another, its further lines indented as those around it are. */
export function moved(there: Span, here: Span, bound: Bound): string | undefined {
  const { file, start, end } = there;
  const text = filled(trimmed(file.text.slice(start, end)), bound, file.variables);
  const shift = indentAt(here) - indentAt(there);
  const isCut = here.file.text.slice(here.start, here.end).endsWith("\n");
  return text === undefined ? undefined : reindented(text, shift) + (isCut ? "\n" : "");
}

/** Moves every line but the first to the right, or to the left as far as there is white space. */
export function reindented(text: string, shift: number): string {
  const [first = "", ...rest] = text.split("\n");
  return [first, ...rest.map((line) => shifted(line, shift))].join("\n");
}

export function shifted(line: string, shift: number): string {
  if (line.trim() === "") return line;
  return shift >= 0
    ? " ".repeat(shift) + line
    : line.replace(new RegExp(`^ {0,${-shift}}`, "u"), "");
}

/** How far the line begins in which the span does, its dash aside. */
export function indentAt({ file, start }: Pick<Span, "file" | "start">): number {
  const from = file.text.lastIndexOf("\n", start - 1) + 1;
  return /^ */u.exec(file.text.slice(from))?.[0].length ?? 0;
}

function trimmed(text: string): string {
  return text.replace(/\n+$/u, "");
}
