import type { IdentityPolicy, TextMatch } from "../../signing/index.ts";

/** One identity as Kyverno and policy-controller write it: an expression is matched anywhere, so it is anchored. */
export function identityFields({ identity, issuer }: IdentityPolicy): Record<string, string> {
  return { ...field("issuer", issuer), ...field("subject", identity) };
}

function field(name: string, match: TextMatch): Record<string, string> {
  return "exact" in match
    ? { [name]: match.exact }
    : { [`${name}RegExp`]: `^(?:${match.pattern})$` };
}
