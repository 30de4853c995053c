import { TrustedRoot } from "@sigstore/protobuf-specs";
import type { TrustMaterial } from "@sigstore/verify";
import { toTrustMaterial } from "@sigstore/verify";

import { BpError } from "../../model/error.ts";
import { reasonOf } from "../refusal.ts";
import { RememberedCertificate, RememberedCertificates } from "./remembered-certificate.ts";

/** A trusted root as the library takes it, with the certificates that were held against it. */
export interface TrustedMaterial extends TrustMaterial {
  readonly signers: RememberedCertificates;
}

const materials = new WeakMap<object, TrustedMaterial>();

/** Read once for the same object. @throws BpError USAGE where it cannot be read */
export function trustMaterial(trustedRoot: unknown): TrustedMaterial {
  if (typeof trustedRoot !== "object" || trustedRoot === null) return read(trustedRoot);
  const material = materials.get(trustedRoot) ?? read(trustedRoot);
  materials.set(trustedRoot, material);
  return material;
}

function read(trustedRoot: unknown): TrustedMaterial {
  try {
    const material = toTrustMaterial(TrustedRoot.fromJSON(trustedRoot));
    return {
      ...material,
      certificateAuthorities: material.certificateAuthorities.map(remembered),
      timestampAuthorities: material.timestampAuthorities.map(remembered),
      signers: new RememberedCertificates(),
    };
  } catch (cause) {
    throw new BpError("USAGE", `the trusted root cannot be read: ${reasonOf(cause)}`, {
      hint: "give a Sigstore trusted_root.json, as `cosign trusted-root create` writes it",
      cause,
    });
  }
}

type CertAuthority = TrustMaterial["certificateAuthorities"][number];

function remembered({ certChain, validFor }: CertAuthority): CertAuthority {
  return { certChain: certChain.map((one) => new RememberedCertificate(one)), validFor };
}
