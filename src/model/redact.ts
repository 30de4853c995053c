const patterns: readonly (readonly [RegExp, string])[] = [
  [/(\/\/)[^/@\s:]+(?::[^/@\s]*)?@/gu, "$1***@"],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/giu, "$1 ***"],
  [/\b(access_token|refresh_token|token|password|secret|sig|signature)=[^&\s"']+/giu, "$1=***"],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/gu, "***"],
];

/** In characters. A shorter secret would take words out of every sentence. */
const shortest = 4;
/** The newest ones are kept: a run has a handful. */
const most = 1_000;

/** What this run has been given or has bought, longest first: it is hidden wherever it turns up. */
let known: readonly string[] = [];

/** Remembers a password or a token, and the forms in which servers give it back. */
export function keepSecret(secret: string): void {
  const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")];
  const fresh = forms.filter((form) => form.length >= shortest && !known.includes(form));
  if (fresh.length === 0) return;
  known = [...fresh, ...known].slice(0, most).sort((a, b) => b.length - a.length);
}

/** Removes credentials from a text that a person or a log will see: those it knows, and what looks like one. */
export function redact(text: string): string {
  let result = text;
  for (const secret of known) result = result.replaceAll(secret, "***");
  for (const [pattern, replacement] of patterns) result = result.replace(pattern, replacement);
  return result;
}
