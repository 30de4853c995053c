export type { Attestation } from "./attestation.ts";
export { attest } from "./attestation.ts";
export { claimedStatements } from "./claimed-statements.ts";
export type { Check, CheckName } from "./check.ts";
export type { FindOwnInput, OwnSignatures } from "./find-own.ts";
export { findOwn } from "./find-own.ts";
export type { GeneratedKey, GenerateKeyInput } from "./generate-key.ts";
export { generateKey } from "./generate-key.ts";
export { isEncryptedKey } from "./key-file.ts";
export { logIndexes } from "./log-indexes.ts";
export { keySigner } from "./key-signer.ts";
export type {
  ProvenanceInput,
  ProvenancePredicate,
  ProvenanceSource,
  ProvenanceSubchart,
  ProvenanceTool,
} from "./provenance.ts";
export { provenance } from "./provenance.ts";
export { publicKeyHint, readPublicKey } from "./public-key.ts";
export type { AskProgram, SignerVerb } from "./program-signer.ts";
export { programPublicKey, programSigner } from "./program-signer.ts";
export type { EvidenceRules, IdentityPolicy, KeyPolicy, Policy, TextMatch } from "./policy.ts";
export { shownMatch } from "./policy.ts";
export type { Formats, KeyMaterial, Signature, Signer } from "./signer.ts";
export { browserToken } from "./keyless/browser-token.ts";
export type { BrowserPorts, Redirect } from "./keyless/browser-token.ts";
export { deviceToken } from "./keyless/device-token.ts";
export type { DevicePorts, DevicePrompt } from "./keyless/device-token.ts";
export { discover } from "./keyless/oidc-provider.ts";
export type { OidcClient, OidcProvider } from "./keyless/oidc-provider.ts";
export type { Ask, ServiceAnswer, ServiceRequest } from "./keyless/ask.ts";
export { certificateSigner } from "./keyless/certificate-signer.ts";
export type { IdToken } from "./keyless/id-token.ts";
export { ambientToken, hasAmbientToken, readToken } from "./keyless/id-token.ts";
export type { PublicRootOptions } from "./keyless/public-root.ts";
export { publicRoot } from "./keyless/public-root.ts";
export { rekorV2Witness } from "./keyless/rekor-v2-witness.ts";
export { rekorWitness } from "./keyless/rekor-witness.ts";
export type { LogService, SigningServices } from "./keyless/signing-services.ts";
export { servicesIn } from "./keyless/signing-services.ts";
export { timestampWitness } from "./keyless/timestamp-witness.ts";
export type { TrustedAuthority, TrustedLog, TrustedServices } from "./keyless/trusted-services.ts";
export { trustedServices } from "./keyless/trusted-services.ts";
export type { SimpleSignature } from "./simple-signing.ts";
export { signSimple } from "./simple-signing.ts";
export type { Statement } from "./statement.ts";
export {
  attestedSbom,
  predicateStatement,
  provenanceStatement,
  sbomStatement,
  signStatement,
} from "./statement.ts";
export type { MadeSignatures } from "./verify-made.ts";
export { assertMade } from "./verify-made.ts";
export type { VerifiedSignatures, VerifySignaturesInput } from "./verify.ts";
export { verifySignatures } from "./verify.ts";
export type { VerifiedStatement } from "./verify-bundle.ts";
export type { Testimony, Witness, WitnessEvidence } from "./witness.ts";
