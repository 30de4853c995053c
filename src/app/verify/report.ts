import type { Digest } from "../../model/digest.ts";
import type { Report } from "../../model/report.ts";

/** One line of a verification; the names are stable. */
export interface NamedCheck {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, or why it fails. */
  readonly detail: string;
  /** It holds, and something about it may still surprise. */
  readonly warning?: true;
}

export interface VerifyCheck extends NamedCheck {
  /** The rule that it belongs to, BP801 to BP808. */
  readonly ruleId: string;
}

/** What an artifact's blueprint depends on, directly or not, verified too. */
export interface DependencyReport {
  /** The blueprint. */
  readonly name: string;
  readonly range: string;
  /** The blueprint that declares it; the first one where there are several. */
  readonly by: string;
  /** null where no version satisfies the range. */
  readonly reference: string | null;
  readonly digest: Digest | null;
  readonly ok: boolean;
  readonly checks: readonly VerifyCheck[];
}

export interface VerifyReport extends Report {
  readonly subject: { readonly reference: string; readonly digest: Digest };
  readonly checks: readonly VerifyCheck[];
  /**
   * Whom the signatures were held against: the base64 sha256 of the key's SPKI, as cosign's bundles name it; or the
   * certificate's identity and issuer, an expression between slashes. Of several, the one that fits best.
   */
  readonly policy:
    | { readonly kind: "key"; readonly hint: string }
    | { readonly kind: "identity"; readonly identity: string; readonly issuer: string };
  /** With `--deep` alone. */
  readonly dependencies?: readonly DependencyReport[];
}
