const patterns: readonly (readonly [RegExp, string])[] = [
  [/(\/\/)[^/@\s:]+(?::[^/@\s]*)?@/gu, "$1***@"],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/giu, "$1 ***"],
  [/\b(access_token|refresh_token|token|password|secret|sig|signature)=[^&\s"']+/giu, "$1=***"],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/gu, "***"],
];

/** Removes credentials from a text that a person or a log will see: URL user info, tokens, bearer headers. */
export function redact(text: string): string {
  let result = text;
  for (const [pattern, replacement] of patterns) result = result.replace(pattern, replacement);
  return result;
}
