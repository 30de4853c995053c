const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)[^}]*\}/u;
const longest = 10_000;

/**
 * Whether a text is what the template's text becomes once each `${NAME}` has a value. What a name is bound to already
 * must stand there; a name that is not bound yet is bound, where the text tells for what it stands.
 */
export function matchTemplate(template: string, text: string, bound: Map<string, string>): boolean {
  if (text.length > longest || template.length > longest) return false;
  let rest = text;
  let wanted = template;
  for (let found = variable.exec(wanted); found !== null; found = variable.exec(wanted)) {
    const before = wanted.slice(0, found.index);
    if (!rest.startsWith(before)) return false;
    rest = rest.slice(before.length);
    wanted = wanted.slice(found.index + found[0].length);
    const name = found[1] ?? "";
    const value = bound.get(name) ?? valueBefore(rest, wanted);
    if (value === undefined || !rest.startsWith(value)) return false;
    bound.set(name, value);
    rest = rest.slice(value.length);
  }
  return rest === wanted;
}

/** The text in front of what follows the variable up to the next one. */
function valueBefore(rest: string, after: string): string | undefined {
  const next = variable.exec(after);
  const literal = next === null ? after : after.slice(0, next.index);
  if (next === null)
    return rest.endsWith(literal) ? rest.slice(0, rest.length - literal.length) : undefined;
  if (literal === "") return undefined;
  const end = rest.indexOf(literal);
  return end === -1 ? undefined : rest.slice(0, end);
}
