import type { Bundle } from "@sigstore/bundle";
import { RFC3161Timestamp, X509Certificate } from "@sigstore/core";
import type { SignedEntity, TrustMaterial, VerifierOptions } from "@sigstore/verify";
import { toSignedEntity, Verifier } from "@sigstore/verify";

import { reasonOf } from "../refusal.ts";

type Timestamp = SignedEntity["timestamps"][number];

/** What a fault of the Sigstore library is about, by its code. */
const subjects: Readonly<Record<string, string>> = {
  TLOG_BODY_ERROR: "the log entry",
  TLOG_ERROR: "the log entry",
  TLOG_INCLUSION_PROOF_ERROR: "the log entry's proof",
  TLOG_INCLUSION_PROMISE_ERROR: "the log entry's promise",
  TLOG_MISSING_INCLUSION_ERROR: "the log entry",
  TIMESTAMP_ERROR: "the timestamp",
  CERTIFICATE_ERROR: "the certificate",
  PUBLIC_KEY_ERROR: "the key",
  SIGNATURE_ERROR: "the signature",
};

/** Everything that a refused bundle was held against. */
export interface Refused {
  readonly bundle: Bundle;
  readonly artifact: Buffer | undefined;
  readonly material: TrustMaterial;
  readonly thresholds: VerifierOptions;
}

/**
 * Which part of a refused bundle is at fault. The library looks at the timestamps first, so a changed signature would
 * read as a bad timestamp: each part is held here for itself, on ground that is known to hold.
 */
export function diagnosis(refused: Refused, failure: unknown): string {
  const { bundle, artifact, material, thresholds } = refused;
  const unread = unreadable(refused);
  if (unread !== undefined) return unread;
  const entity = toSignedEntity(bundle, artifact);
  if (entity.key.$case !== "certificate") return sentence(failure, "the signature");
  const { certificate } = entity.key;
  const grounds = { ...entity, timestamps: [at(bundle, certificate.notBefore)] };
  const sole = { ...thresholds, tlogThreshold: 0 };
  return (
    fault(new Verifier(material, sole), { ...grounds, tlogEntries: [] }, "the signature") ??
    fault(new Verifier(material, thresholds), grounds, "the log entry") ??
    outlived(certificate, failure) ??
    sentence(failure, "the timestamp")
  );
}

/** Which part is not what it should be in its very encoding. */
function unreadable({ bundle, artifact }: Refused): string | undefined {
  const { content, timestampVerificationData } = bundle.verificationMaterial;
  for (const { signedTimestamp } of timestampVerificationData?.rfc3161Timestamps ?? []) {
    const problem = thrown(() => RFC3161Timestamp.parse(Buffer.from(signedTimestamp)));
    if (problem !== undefined) return `the timestamp cannot be read: ${problem}`;
  }
  const leaf =
    content.$case === "certificate"
      ? content.certificate
      : content.$case === "x509CertificateChain"
        ? content.x509CertificateChain.certificates[0]
        : undefined;
  const problem = leaf && thrown(() => X509Certificate.parse(Buffer.from(leaf.rawBytes)));
  if (problem !== undefined) return `the certificate cannot be read: ${problem}`;
  const other = thrown(() => toSignedEntity(bundle, artifact));
  return other === undefined ? undefined : `it cannot be verified: ${other}`;
}

function thrown(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** A time as the library takes it without proof: it only serves to look at the other parts. */
function at({ verificationMaterial }: Bundle, time: Date): Timestamp {
  const integratedTime = String(Math.ceil(time.getTime() / 1000));
  const inclusionPromise = { signedEntryTimestamp: Buffer.alloc(0) };
  const [entry] = verificationMaterial.tlogEntries;
  const tlogEntry = {
    logIndex: "0",
    logId: { keyId: Buffer.alloc(0) },
    kindVersion: { kind: "", version: "" },
    inclusionProof: undefined,
    canonicalizedBody: Buffer.alloc(0),
    ...entry,
    integratedTime,
    inclusionPromise,
  };
  return { $case: "transparency-log", tlogEntry };
}

function fault(verifier: Verifier, entity: SignedEntity, about: string): string | undefined {
  try {
    verifier.verify(entity);
    return undefined;
  } catch (error) {
    return sentence(error, about);
  }
}

/** All else holds, and the certificate did not at the times that are proven. */
function outlived({ notBefore, notAfter }: X509Certificate, failure: unknown): string | undefined {
  if (codeOf(failure) !== "CERTIFICATE_ERROR") return undefined;
  const span = `from ${notBefore.toISOString()} to ${notAfter.toISOString()}`;
  return `the certificate does not hold: it was valid ${span}, and not when the signature was made`;
}

function sentence(error: unknown, otherwise: string): string {
  const about = subjects[codeOf(error)] ?? otherwise;
  const { cause } = error instanceof Error ? error : {};
  const reason = cause instanceof Error ? `${reasonOf(error)}: ${cause.message}` : reasonOf(error);
  return `${about} does not hold: ${reason}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
