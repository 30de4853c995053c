/** One scheme that a server accepts (RFC 9110, 11.6.1), its name in lower case, as are the names of its parameters. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const token = /[!#$%&'*+.^_`|~\w-]+/uy;
const parameter = /\s*([!#$%&'*+.^_`|~\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))\s*/uy;
const separator = /[\s,]+/uy;
const token68 = /\s+[\w.~+/-]+=*(?=\s*(?:,|$))/uy;

/** Every challenge of a `WWW-Authenticate` header; what cannot be read is left out. */
export function parseChallenges(header: string): readonly Challenge[] {
  const found: Challenge[] = [];
  let at = skip(separator, header, 0);
  while (at < header.length) {
    const scheme = match(token, header, at);
    if (scheme === undefined) break;
    at += scheme[0].length;
    const [parameters, end] = parseParameters(header, skip(token68, header, at));
    found.push({ scheme: scheme[0].toLowerCase(), parameters });
    at = skip(separator, header, end);
  }
  return found;
}

function parseParameters(header: string, start: number): [Record<string, string>, number] {
  const pairs: [string, string][] = [];
  let at = start;
  for (;;) {
    const pair = match(parameter, header, skip(separator, header, at));
    if (pair === undefined) return [Object.fromEntries(pairs), at];
    at = skip(separator, header, at) + pair[0].length;
    pairs.push([(pair[1] ?? "").toLowerCase(), pair[2]?.replace(/\\(.)/gu, "$1") ?? pair[3] ?? ""]);
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function skip(pattern: RegExp, text: string, at: number): number {
  return at + (match(pattern, text, at)?.[0].length ?? 0);
}
