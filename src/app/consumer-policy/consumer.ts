import type { JsonObject } from "../../model/json.ts";
import type { RegistryTarget } from "../../model/reference.ts";
import { trustedServices } from "../../signing/index.ts";
import type { Policy, TrustedServices } from "../../signing/index.ts";

/** An artifact as it was found to be signed, for whom a policy is to be written. */
export interface Signed {
  readonly target: RegistryTarget;
  readonly tag: string | undefined;
  readonly digest: string;
  /** Whom its signatures were held against. */
  readonly policy: Policy;
  /** The trusted root is one of the user's own, not the public Sigstore's. */
  readonly isOwnRoot: boolean;
  /** The formats in which the signature holds. */
  readonly formats: { readonly bundle: boolean; readonly legacy: boolean };
  /** A timestamp authority alone vouches for the time: Rekor's second API does not. */
  readonly isStamped: boolean;
}

/** What is to be applied to a cluster, and what has to be known of it. */
export interface ConsumerPolicy {
  readonly documents: readonly JsonObject[];
  /** Sentences. */
  readonly notes: readonly string[];
}

/** The public Sigstore's log. */
export const publicLog = "https://rekor.sigstore.dev";

/** `host/path`, without a tag. */
export function repositoryOf({ target }: Signed): string {
  return `${target.host}/${target.path}`;
}

/** The Sigstore of one's own that stands behind an identity, or behind a key that a log must have. */
export function ownServices({ policy, isOwnRoot }: Signed): TrustedServices | undefined {
  const isAsked = policy.$case === "identity" || policy.evidence?.log === "required";
  return isOwnRoot && isAsked ? trustedServices(policy.trustedRoot) : undefined;
}

/** A name for an object: that of the repository, which is the chart's. */
export function nameOf({ target }: Signed): string {
  return target.path.slice(target.path.lastIndexOf("/") + 1);
}
