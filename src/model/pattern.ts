import { createRequire } from "node:module";

import type * as Re2 from "re2js";

type Library = typeof Re2;

let loaded: Library | undefined;

/** A quarter of a megabyte of code, which most runs do without: it is read with the first pattern. */
function library(): Library {
  loaded ??= createRequire(import.meta.url)("re2js") as Library;
  return loaded;
}

/** A regular expression in Go's dialect, the one that Kubernetes matches with: linear time, no backtracking. */
export interface Pattern {
  readonly source: string;
  /** True where the pattern occurs anywhere in the text. */
  test(text: string): boolean;
  /** Every match, in order and apart, as Go's FindAllString; no more than `limit`. */
  findAll(text: string, limit: number): readonly string[];
}

/** The pattern, or undefined where the text is not an RE2 expression. */
export function parsePattern(source: string): Pattern | undefined {
  try {
    const compiled = library().RE2JS.compile(source);
    return {
      source,
      test: (text) => compiled.test(text),
      findAll: (text, limit) => [...matchesOf(compiled, text)].slice(0, limit),
    };
  } catch {
    return undefined;
  }
}

/** An empty match right after another one is none. */
function* matchesOf(pattern: Re2.RE2JS, text: string): Iterable<string> {
  const matcher = pattern.matcher(text);
  let lastEnd = -1;
  for (let at = 0; at <= text.length && matcher.find(at);) {
    const [start, end] = [matcher.start(), matcher.end()];
    if (end > start || start !== lastEnd) yield matcher.group() ?? "";
    lastEnd = end;
    at = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
  }
}
