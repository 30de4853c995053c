const reserved: ReadonlySet<string> = new Set(
  "as break const continue else false for function if import in let loop namespace null package return true var void while".split(
    " ",
  ),
);

const escapes: Readonly<Record<string, string>> = {
  __: "__underscores__",
  "-": "__dash__",
  ".": "__dot__",
  "/": "__slash__",
};

const plains: Readonly<Record<string, string>> = {
  underscores: "__",
  dash: "-",
  dot: ".",
  slash: "/",
};

/**
 * The name by which a rule reaches a field (Kubernetes, "Validation rules", escaping): `a-b` is `a__dash__b`.
 * Undefined where CEL cannot reach it.
 */
export function celName(name: string): string | undefined {
  if (reserved.has(name)) return `__${name}__`;
  if (!/^[A-Za-z_./-][\w./-]*$/u.test(name)) return undefined;
  return name.replaceAll(/__|[-./]/gu, (found) => escapes[found] ?? found);
}

/** The field's own name again. */
export function plainName(name: string): string {
  return name.replaceAll(/__([^_]+)__/gu, (all, word: string) => {
    if (reserved.has(word)) return word;
    return plains[word] ?? all;
  });
}
