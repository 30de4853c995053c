import type { Bundle } from "@sigstore/bundle";
import type { SignedEntity } from "@sigstore/verify";
import { toSignedEntity, Verifier } from "@sigstore/verify";

import { BpError } from "../../model/error.ts";
import { parsePattern } from "../../model/pattern.ts";
import type { EvidenceRules, IdentityPolicy, TextMatch } from "../policy.ts";
import { shownMatch } from "../policy.ts";
import { refuse } from "../refusal.ts";
import type { LayerSignature, Trust } from "../trust.ts";
import { diagnosis } from "./diagnosis.ts";
import { layerBundle } from "./layer-bundle.ts";
import { assertSince } from "./proven-time.ts";
import type { TrustedMaterial } from "./trusted-root.ts";
import { trustMaterial } from "./trusted-root.ts";

/**
 * An identity must have signed, under a certificate of the trusted root's authority that was valid at the time that a
 * log or a timestamp authority of the trusted root vouches for.
 * @throws BpError USAGE for a trusted root or an expression that cannot be read
 */
export function identityTrust(policy: IdentityPolicy): Trust {
  const { evidence } = policy;
  const material = trustMaterial(policy.trustedRoot);
  const identity = matcher(policy.identity, "identity");
  const issuer = matcher(policy.issuer, "issuer");
  const judge = (bundle: Bundle, payload?: Uint8Array): void => {
    const signer = verified(bundle, { material, log: evidence?.log }, payload);
    identity(signer.identity?.subjectAlternativeName);
    issuer(signer.identity?.extensions?.issuer);
    if (evidence?.since !== undefined) assertSince(bundle, evidence.since);
  };
  return {
    signer: `${shownMatch(policy.identity)}, vouched for by ${shownMatch(policy.issuer)}`,
    key: undefined,
    bundle: (bundle) => {
      if (bundle.verificationMaterial.content.$case !== "certificate")
        refuse("the bundle is signed with a key, not with a certificate");
      judge(bundle);
    },
    layer: (layer: LayerSignature) => {
      const { signed } = layer;
      judge(layerBundle(layer), signed.$case === "payload" ? signed.payload : undefined);
    },
  };
}

interface Ground {
  readonly material: TrustedMaterial;
  readonly log: EvidenceRules["log"];
}

type VerifiedSigner = ReturnType<Verifier["verify"]>;

/**
 * A time at which the certificate was valid must be proven, and what kinds of logs the trusted root knows of must have an
 * entry (interop §2.5). Whatever the library throws is a failed verification (interop §9.12).
 * @throws BpError VERIFICATION
 */
function verified(
  bundle: Bundle,
  { material, log }: Ground,
  payload: Uint8Array | undefined,
): VerifiedSigner {
  const isLogged = log === undefined ? material.tlogs.length > 0 : log === "required";
  const thresholds = {
    tlogThreshold: isLogged ? 1 : 0,
    ctlogThreshold: material.ctlogs.length === 0 ? 0 : 1,
    timestampThreshold: 1,
  };
  assertRoots(bundle);
  const artifact = payload === undefined ? undefined : Buffer.from(payload);
  try {
    return new Verifier(material, thresholds).verify(entityOf(bundle, artifact, material));
  } catch (error) {
    return refuse(diagnosis({ bundle, artifact, material, thresholds }, error));
  }
}

/** One certificate signs a whole run: what it was found to be signed by is remembered. */
function entityOf(
  bundle: Bundle,
  artifact: Buffer | undefined,
  { signers }: TrustedMaterial,
): SignedEntity {
  const entity = toSignedEntity(bundle, artifact);
  if (entity.key.$case !== "certificate") return entity;
  return { ...entity, key: { ...entity.key, certificate: signers.of(entity.key.certificate) } };
}

/** @throws BpError USAGE for an expression that is not RE2 */
function matcher(match: TextMatch, what: string): (found: string | undefined) => void {
  const pattern = "exact" in match ? undefined : parsePattern(`^(?:${match.pattern})$`);
  if (!("exact" in match) && pattern === undefined)
    throw new BpError("USAGE", `${match.pattern} is not an RE2 expression`);
  return (found) => {
    const fits =
      found !== undefined &&
      ("exact" in match ? found === match.exact : pattern?.test(found) === true);
    if (!fits) refuse(`the ${what} is ${found ?? "missing"}, not ${shownMatch(match)}`);
  };
}

/**
 * The library reads the tree's root from the checkpoint alone; Go compares it with the proof's too.
 * @throws BpError VERIFICATION
 */
function assertRoots({ verificationMaterial }: Bundle): void {
  for (const { inclusionProof } of verificationMaterial.tlogEntries) {
    if (inclusionProof === undefined) continue;
    const [, , root] = inclusionProof.checkpoint?.envelope.split("\n") ?? [];
    if (root !== Buffer.from(inclusionProof.rootHash).toString("base64"))
      refuse("the log entry's proof does not hold: its root is not the checkpoint's");
  }
}
