import type { Descriptor } from "../../model/descriptor.ts";
import { predicateType } from "../../model/media-type.ts";
import {
  assertMade,
  attest,
  provenanceStatement,
  sbomStatement,
  signSimple,
  signStatement,
} from "../../signing/index.ts";
import type {
  Attestation,
  OwnSignatures,
  Signer,
  SimpleSignature,
  Statement,
} from "../../signing/index.ts";
import { sbomsOf } from "./release-sboms.ts";
import type { Release, SbomDocument } from "./release.ts";

export interface Signatures {
  /** Signature, provenance, SBOMs, in this order. */
  readonly attestations: readonly Attestation[];
  /** undefined where the signer writes bundles alone. */
  readonly simple: SimpleSignature | undefined;
}

/**
 * Signs what this signer has not signed yet, and checks every signature made before anything is pushed (interop §7,
 * steps 3 to 5).
 * @throws BpError VERIFICATION where a signature just made does not verify
 */
export async function signRelease(
  release: Release,
  repository: string,
  signer: Signer,
  own: OwnSignatures | undefined,
): Promise<Signatures> {
  const subject = release.manifest.descriptor;
  const sboms = await sbomsOf(release, own);
  const { policy, formats } = signer;
  const [simple, ...attestations] = await Promise.all([
    formats === "both"
      ? (own?.simple ?? signSimple(subject.digest, repository, signer))
      : undefined,
    ...statements(release, sboms, subject).map(
      (make): Attestation | Promise<Attestation> =>
        own?.attestations.get(make.type) ?? attest(make.statement(), signer),
    ),
  ]);
  await assertMade({ subject: subject.digest, policy, formats, attestations, simple });
  return { attestations, simple };
}

interface PendingStatement {
  readonly type: string;
  statement(): Statement;
}

function statements(
  release: Release,
  sboms: readonly SbomDocument[],
  { digest }: Descriptor,
): readonly PendingStatement[] {
  return [
    { type: predicateType.cosignSign, statement: () => signStatement(digest) },
    {
      type: predicateType.slsaProvenance,
      statement: () => provenanceStatement(digest, release.provenance),
    },
    ...sboms.map(({ form: { predicateType: type }, bytes }) => ({
      type,
      statement: () => sbomStatement(digest, type, bytes),
    })),
  ];
}
