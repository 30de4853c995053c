import { RE2JS } from "re2js";

/** A regular expression in Go's dialect, the one that Kubernetes matches with: linear time, no backtracking. */
export interface Pattern {
  readonly source: string;
  /** True where the pattern occurs anywhere in the text. */
  test(text: string): boolean;
}

/** The pattern, or undefined where the text is not an RE2 expression. */
export function parsePattern(source: string): Pattern | undefined {
  try {
    const compiled = RE2JS.compile(source);
    return { source, test: (text) => compiled.test(text) };
  } catch {
    return undefined;
  }
}
