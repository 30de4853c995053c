/**
 * Whether a shell pattern of `*`, `?` and `\` takes the whole text; `*` takes slashes too. One with a class in brackets
 * takes nothing. The cost is at most that of the lengths multiplied.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const wanted = tokensOf(pattern);
  if (wanted === undefined) return false;
  let [at, next] = [0, 0];
  let star: { readonly token: number; at: number } | undefined;
  while (at < text.length) {
    const token = wanted[next];
    if (token?.kind === "any") {
      star = { token: next, at };
      next += 1;
    } else if (token?.kind === "one" || token?.letter === text[at]) {
      at += 1;
      next += 1;
    } else if (star === undefined) return false;
    else {
      star.at += 1;
      at = star.at;
      next = star.token + 1;
    }
  }
  return wanted.slice(next).every(({ kind }) => kind === "any");
}

interface Token {
  readonly kind: "any" | "one" | "letter";
  /** The letter, where it is one. */
  readonly letter?: string;
}

function tokensOf(pattern: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const letter = pattern.charAt(at);
    if (letter === "[") return undefined;
    if (letter === "*") tokens.push({ kind: "any" });
    else if (letter === "?") tokens.push({ kind: "one" });
    else {
      if (letter === "\\") at += 1;
      if (at === pattern.length) return undefined;
      tokens.push({ kind: "letter", letter: pattern.charAt(at) });
    }
  }
  return tokens;
}
