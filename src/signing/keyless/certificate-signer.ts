import type { KeyObject } from "node:crypto";
import { generateKeyPairSync, sign } from "node:crypto";

import { X509Certificate } from "@sigstore/core";

import { digestOf } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import type { Formats, KeyMaterial, Signer } from "../signer.ts";
import type { Witness } from "../witness.ts";
import type { Ask } from "./ask.ts";
import { signingCertificate } from "./fulcio.ts";
import type { IdToken } from "./id-token.ts";

/** A certificate is made anew once it has less than this left, in milliseconds: a witness must still find it valid. */
const margin = 60_000;

export interface CertificateSignerInput {
  /** Fulcio's address. */
  readonly fulcio: string;
  /** Sigstore's trusted root as JSON: what is signed is held against it. */
  readonly trustedRoot: unknown;
  readonly witnesses: readonly Witness[];
  /** As its logs allow; both where it is left out. */
  readonly formats?: Formats;
  readonly ask: Ask;
  /** Gives a token whenever a certificate is needed. */
  readonly token: () => Promise<IdToken>;
  readonly now: () => Date;
}

interface Certified {
  readonly privateKey: KeyObject;
  readonly certificate: string;
  readonly notAfter: Date;
  readonly identity: string;
  readonly issuer: string;
  readonly claims: IdToken["claims"];
}

/**
 * A signer by identity: a key that is made here and never kept, under a certificate that says for ten minutes or so whose
 * it is. One certificate serves all that a run signs while it is valid; then the next one is asked for.
 * @throws BpError UNAUTHORIZED, SIGSTORE, NETWORK where there is no certificate to be had
 */
export async function certificateSigner(input: CertificateSignerInput): Promise<Signer> {
  const first = await certify(input);
  let current = Promise.resolve(first);
  const valid = async (): Promise<Certified> => {
    const used = current;
    const held = await used;
    if (held.notAfter.getTime() - margin > input.now().getTime()) return held;
    // Whoever comes first asks; the others wait for the same one.
    if (current === used) current = certify(input);
    return sameIdentity(first, await current);
  };
  const { identity, issuer, claims } = first;
  return {
    claims,
    name: digestOf(`${issuer}\n${identity}`),
    policy: {
      $case: "identity",
      identity: { exact: identity },
      issuer: { exact: issuer },
      trustedRoot: input.trustedRoot,
    },
    witnesses: input.witnesses,
    formats: input.formats ?? "both",
    async sign(data) {
      const { privateKey, certificate } = await valid();
      const key: KeyMaterial = { $case: "x509Certificate", certificate };
      return { signature: sign("sha256", data, privateKey), key };
    },
  };
}

async function certify({ fulcio, token, ask }: CertificateSignerInput): Promise<Certified> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const shown = await token();
  const certificate = await signingCertificate(fulcio, privateKey, shown, ask);
  return { privateKey, certificate, ...readCertificate(certificate), claims: shown.claims };
}

function readCertificate(pem: string): Pick<Certified, "notAfter" | "identity" | "issuer"> {
  try {
    const certificate = X509Certificate.parse(pem);
    const { notAfter, subjectAltName: identity } = certificate;
    const issuer = issuerOf(certificate);
    if (identity !== undefined && issuer !== undefined) return { notAfter, identity, issuer };
  } catch (cause) {
    throw new BpError("SIGSTORE", "Fulcio's certificate cannot be read", { cause });
  }
  throw new BpError("SIGSTORE", "Fulcio's certificate names no identity and issuer");
}

/** Extensions of Fulcio's (fulcio docs/oid-info.md): the issuer as a DER text, and before that as bare bytes. */
function issuerOf(certificate: X509Certificate): string | undefined {
  const text = certificate.extension("1.3.6.1.4.1.57264.1.8")?.valueObj.subs[0]?.value;
  const bare = certificate.extension("1.3.6.1.4.1.57264.1.1")?.value;
  return (text ?? bare)?.toString("utf8");
}

/** Two identities on one artifact are refused by its consumers (interop §2.5). @throws BpError SIGSTORE */
function sameIdentity(first: Certified, next: Certified): Certified {
  if (next.identity === first.identity && next.issuer === first.issuer) return next;
  throw new BpError(
    "SIGSTORE",
    `the run began as ${first.identity}, and the next certificate is for ${next.identity}`,
  );
}
