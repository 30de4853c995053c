import type { TextMatch } from "../../../signing/index.ts";

/** Who must have signed what the cluster pulls. */
export type FluxTrust =
  /** The public key in PEM, which becomes a Secret of its own. */
  | { readonly kind: "key"; readonly pem: string }
  /** One identity: a verifier of today takes no second one (interop §2.5). */
  | { readonly kind: "identity"; readonly identity: TextMatch; readonly issuer: TextMatch };

export interface FluxSettings {
  /** Where the cluster pulls from, as `ghcr.io/acme/charts`. */
  readonly registry: string;
  /** An OCIRepository a chart pins its digest; a HelmRepository serves every Flux 2. */
  readonly source: "OCIRepository" | "HelmRepository";
  readonly trust: FluxTrust;
  /** The Secret with the registry's login, undefined where the cluster needs none. */
  readonly pullSecret: string | undefined;
  /** The registry speaks http. */
  readonly insecure: boolean;
}

/** Where sources and releases stand, as in the bootstrap kit. */
export const fluxNamespace = "flux-system";

export const interval = "15m";

/** The Secret of the public key; Flux takes every entry whose name ends in .pub. */
export const keySecret = { name: "bp-signing-key", entry: "cosign.pub" } as const;
