import type { JsonObject } from "../../model/json.ts";
import type { RegistryTarget } from "../../model/reference.ts";
import type { Policy } from "../../signing/index.ts";

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

/** A name for an object: that of the repository, which is the chart's. */
export function nameOf({ target }: Signed): string {
  return target.path.slice(target.path.lastIndexOf("/") + 1);
}
