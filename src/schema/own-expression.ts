import { expression } from "./expression.ts";

/** Beyond this many UTF-16 code units RE2 matches, whose time is linear whatever the text. */
const shortText = 512;

/**
 * Patterns of the CRD that comes with the program. They are written in what RE2 and ECMA 262 read alike, so a short text
 * goes to the engine's own expressions: to set up RE2's tables takes longer than all that a run matches.
 */
export function ownExpression(source: string): ReturnType<typeof expression> {
  const pattern = expression(source);
  let native: RegExp | undefined;
  return {
    test(text) {
      if (text.length > shortText) return pattern.test(text);
      native ??= new RegExp(source, "u");
      return native.test(text);
    },
    toString: () => source,
  };
}
