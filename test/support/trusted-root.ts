import { createHash } from "node:crypto";

/** What the trusted roots of tests are made of (protobuf-specs, sigstore_trustroot.proto). */
export const trustedRootType = "application/vnd.dev.sigstore.trustedroot+json;version=0.1";

const validFor = { start: "2020-01-01T00:00:00.000Z" };

/** @param chain certificates, DER, from the one that signs */
export function authority(uri: string, chain: readonly Buffer[]): object {
  return {
    subject: { organization: "sigstore.test", commonName: "sigstore" },
    uri,
    certChain: { certificates: chain.map((der) => ({ rawBytes: der.toString("base64") })) },
    validFor,
  };
}

/**
 * A log that signs its checkpoints by Ed25519, as Rekor's second does: a note's key is known by its name and its bytes
 * (c2sp.org/signed-note).
 * @param der the log's public key
 */
export function noteLogIn(baseUrl: string, name: string, der: Buffer): object {
  const keyId = createHash("sha256").update(`${name}\n\u0001`).update(der.subarray(-32)).digest();
  return {
    baseUrl,
    hashAlgorithm: "SHA2_256",
    publicKey: { rawBytes: der.toString("base64"), keyDetails: "PKIX_ED25519", validFor },
    logId: { keyId: keyId.toString("base64") },
  };
}

/** @param der the log's public key, of P-256 */
export function logIn(baseUrl: string, der: Buffer): object {
  return {
    baseUrl,
    hashAlgorithm: "SHA2_256",
    publicKey: {
      rawBytes: der.toString("base64"),
      keyDetails: "PKIX_ECDSA_P256_SHA_256",
      validFor,
    },
    logId: { keyId: createHash("sha256").update(der).digest("base64") },
  };
}
