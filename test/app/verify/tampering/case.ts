import type { Policy } from "../../../../src/signing/index.ts";
import { kinds } from "../../../e2e/tampered.ts";
import type { Copy } from "./scene.ts";

/** The kinds of tampering that the matrix must know, each at least three times. */
export const kindsOfTampering = [
  "signature",
  "certificate",
  "chain",
  "log entry",
  "timestamp",
  "statement subject",
  "predicate",
  "envelope type",
  "manifest",
  "referrer list",
  "key hint",
  "expired certificate",
  "wrong identity",
  "wrong issuer",
  "substring identity",
  "replayed signature",
  "downgraded format",
  "foreign bundle",
] as const;

export type KindOfTampering = (typeof kindsOfTampering)[number];

/** One line of the matrix. */
export interface Case<S> {
  readonly kind: KindOfTampering;
  readonly what: string;
  tamper?(copy: Copy, scene: S): unknown;
  /** Whom the verifier trusts instead of the signer. */
  policy?(scene: S): Policy;
  /** Every check that fails, in the order of the report: the first is the one that names it. */
  readonly fails: readonly string[];
  /** What the first one says. */
  readonly says: RegExp;
}

/** A bundle's checks: its own, and the one that looks at all of them. */
export function bundleFails(kind = "signature"): readonly string[] {
  return [`${kind}-bundle`, "foreign-bundle"];
}

/** Nothing that was signed is accepted. */
export const nothingHolds: readonly string[] = [
  ...kinds.flatMap((kind) => [`${kind}-bundle`, `${kind}-legacy`]),
  "foreign-bundle",
  "sbom",
  "provenance",
];
