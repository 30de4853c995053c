/** What must stand behind a signature beside who made it. */
export interface EvidenceRules {
  /** A transparency log must have it, or need not; undefined: as the trusted root has logs, and never for a key. */
  readonly log: "required" | "optional" | undefined;
  /** A log or a timestamp authority must vouch that it was made since; undefined: at any time. */
  readonly since: Date | undefined;
}

/** Signatures are to be made by this key. */
export interface KeyPolicy {
  readonly $case: "publicKey";
  /** PKIX PEM, as `cosign.pub` holds it. */
  readonly publicKey: string;
  /** As for an identity; needed where a log or a time is asked for. */
  readonly trustedRoot?: unknown;
  readonly evidence?: EvidenceRules;
}

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
  readonly evidence?: EvidenceRules;
}

/** As people read it: the text, or the expression between slashes. */
export function shownMatch(match: TextMatch): string {
  return "exact" in match ? match.exact : `/${match.pattern}/`;
}

/** Who must have signed. */
export type Policy = KeyPolicy | IdentityPolicy;
