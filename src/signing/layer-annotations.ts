import { annotation } from "../model/media-type.ts";
import type { KeyMaterial } from "./signer.ts";
import { isRecord } from "./strict-json.ts";
import type { WitnessEvidence } from "./witness.ts";

/**
 * What a layer of `.sig` or `.att` says beside its signature (interop §2.2): the certificate, and what witnesses said. A
 * signature by key that nobody witnessed says nothing. The chain above the certificate is left to the verifier's root.
 */
export function layerAnnotations(
  key: KeyMaterial,
  evidence: readonly WitnessEvidence[],
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  if (key.$case === "x509Certificate") found[annotation.cosignCertificate] = key.certificate;
  for (const item of evidence) {
    const [name, value] =
      item.$case === "tlogEntry"
        ? [annotation.cosignBundle, promiseOf(item.entry)]
        : [annotation.cosignTimestamp, timestampOf(item.signedTimestamp)];
    if (value !== undefined) found[name] ??= JSON.stringify(value);
  }
  return found;
}

/** The log's promise; undefined where the log gives none, as Rekor v2: the format has no place for a proof. */
function promiseOf(entry: Readonly<Record<string, unknown>>): object | undefined {
  const { inclusionPromise, logId, canonicalizedBody, integratedTime, logIndex } = entry;
  if (!isRecord(inclusionPromise) || !isRecord(logId)) return undefined;
  return {
    SignedEntryTimestamp: inclusionPromise["signedEntryTimestamp"],
    Payload: {
      body: canonicalizedBody,
      integratedTime: Number(integratedTime),
      logIndex: Number(logIndex),
      logID: Buffer.from(String(logId["keyId"]), "base64").toString("hex"),
    },
  };
}

function timestampOf(signedTimestamp: Uint8Array): object {
  return { SignedRFC3161Timestamp: Buffer.from(signedTimestamp).toString("base64") };
}
