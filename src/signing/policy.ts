import type { KeyPolicy } from "./public-key.ts";

/** A text that must be this one, or match a whole expression. */
export type TextMatch =
  | { readonly exact: string }
  /** RE2; it must match from the beginning to the end. */
  | { readonly pattern: string };

/** Signatures are to be made under a certificate that Fulcio gave to this identity. */
export interface IdentityPolicy {
  readonly $case: "identity";
  /** The certificate's subject alternative name: a workflow's address, or an e-mail address. */
  readonly identity: TextMatch;
  /** Who vouches for the identity: the OIDC issuer's address. */
  readonly issuer: TextMatch;
  /** A Sigstore trusted root (sigstore_trustroot.proto) as JSON data: authorities, logs, their keys. */
  readonly trustedRoot: unknown;
}

/** As people read it: the text, or the expression between slashes. */
export function shownMatch(match: TextMatch): string {
  return "exact" in match ? match.exact : `/${match.pattern}/`;
}

/** Who must have signed. */
export type Policy = KeyPolicy | IdentityPolicy;
