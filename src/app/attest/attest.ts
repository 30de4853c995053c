import { legacyManifest } from "../../artifact/index.ts";
import { cosignTag } from "../../model/cosign-tag.ts";
import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import type { Reference } from "../../model/reference.ts";
import { formatReference, wantedIn } from "../../model/reference.ts";
import type { Report } from "../../model/report.ts";
import type { Store } from "../../oci/index.ts";
import type { Attestation, OwnSignatures, Signer, VerifiedStatement } from "../../signing/index.ts";
import {
  assertMade,
  attest,
  findOwn,
  predicateStatement,
  verifySignatures,
} from "../../signing/index.ts";
import { pushBlobs } from "../publish/blob.ts";
import type { LegacyTag } from "../publish/legacy.ts";
import { pushLegacy } from "../publish/legacy.ts";
import { bundleReferrers, pushReferrers } from "../publish/referrers.ts";
import type { Predicate } from "./predicate.ts";

export interface AttestInput {
  readonly reference: Reference;
  readonly store: Store;
  readonly signer: Signer;
  readonly predicate: Predicate;
}

export interface AttestReport extends Report {
  readonly subject: { readonly reference: string; readonly digest: Digest };
  readonly predicateType: string;
  /** `unchanged`: the same is attested already. */
  readonly status: "attested" | "unchanged";
  readonly warnings: readonly string[];
}

/**
 * Attests another tool's result for an artifact, in both of cosign's formats, as the one who signed the artifact: a bundle
 * by anybody else would make its consumers refuse it (interop §2.5).
 * @throws BpError VERIFICATION where somebody else signed it, or where what was written does not read back
 */
export async function attestArtifact(input: AttestInput): Promise<AttestReport> {
  const { reference, store, signer, predicate } = input;
  const subject = await store.resolve(wantedIn(reference));
  const made = predicateStatement(subject.digest, predicate.type, predicate.content);
  const before = await signedBy(store, subject, signer);
  if (before.some((one) => holds(one, made.payload)))
    return report(input, subject, "unchanged", []);
  const own = await findOwn({
    source: store,
    subject,
    referrers: await store.referrers(subject),
    policy: signer.policy,
  });
  const attestation = await attest(made, signer);
  const { policy, formats } = signer;
  await assertMade({ subject: subject.digest, policy, formats, attestations: [attestation] });
  const warnings = await write(store, subject, { attestation, own, signer });
  const after = await signedBy(store, subject, signer);
  if (!after.some((one) => holds(one, made.payload)))
    throw new BpError("VERIFICATION", "what was written does not read back", {
      hint: "run the command again; `bp verify` shows what is there",
    });
  return report(input, subject, "attested", warnings);
}

const mustHold: ReadonlySet<string> = new Set(["signature-bundle", "foreign-bundle"]);

/** What the signer says of the artifact. @throws BpError VERIFICATION where it is not signed by them alone */
async function signedBy(
  source: Store,
  subject: Descriptor,
  { policy }: Signer,
): Promise<readonly VerifiedStatement[]> {
  const { checks, statements } = await verifySignatures({ source, subject, policy });
  const fault = checks.find(({ name, ok }) => mustHold.has(name) && !ok);
  if (fault === undefined) return statements;
  throw new BpError("VERIFICATION", `it is not signed by this signer: ${fault.detail}`, {
    hint: "attest as who published it did: consumers refuse an artifact with two signers",
  });
}

function holds({ envelope }: VerifiedStatement, payload: Uint8Array): boolean {
  return Buffer.from(envelope.payload).equals(payload);
}

interface ToWrite {
  readonly attestation: Attestation;
  readonly own: OwnSignatures;
  readonly signer: Signer;
}

/** Blobs, the referrer, the list, then the `.att` beside what it holds. @returns warnings */
async function write(
  store: Store,
  subject: Descriptor,
  { attestation, own, signer }: ToWrite,
): Promise<readonly string[]> {
  const referrers = bundleReferrers(subject, [attestation], signer.name);
  const tags =
    signer.formats === "both" ? [attachedTag(subject, attestation, own.attManifest)] : [];
  await pushBlobs(store, [
    ...referrers.flatMap(({ blobs }) => blobs),
    ...tags.flatMap(({ blobs }) => blobs),
  ]);
  await pushReferrers(store, referrers);
  await store.linkReferrers(
    subject,
    referrers.map(({ manifest }) => manifest.descriptor),
  );
  return pushLegacy(store, tags);
}

function attachedTag(
  subject: Descriptor,
  { layer, envelope }: Attestation,
  existing: Uint8Array | undefined,
): LegacyTag {
  const made = legacyManifest({ layers: [layer], ...(existing === undefined ? {} : { existing }) });
  return {
    tag: cosignTag(subject.digest, "att"),
    manifest: { descriptor: made.descriptor, bytes: made.manifest },
    blobs: [
      { descriptor: layer, bytes: envelope },
      { descriptor: made.config, bytes: made.configBytes },
    ],
    moves: existing !== undefined,
  };
}

function report(
  { reference, predicate }: AttestInput,
  { digest }: Descriptor,
  status: AttestReport["status"],
  warnings: readonly string[],
): AttestReport {
  return {
    schemaVersion: 1,
    command: "attest",
    ok: true,
    exitCode: 0,
    findings: [],
    subject: { reference: formatReference(reference), digest },
    predicateType: predicate.type,
    status,
    warnings,
  };
}
