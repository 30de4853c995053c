import { createHash } from "node:crypto";

import { BpError } from "../../model/error.ts";
import { readPem } from "../pem.ts";
import { isRecord } from "../strict-json.ts";
import type { Testimony, Witness } from "../witness.ts";
import type { Ask } from "./ask.ts";
import { objectIn, postJson, refusal, serviceUrl } from "./ask.ts";

/**
 * Rekor's second API (rekor-tiles, rekor_service.proto): whatever was signed is logged as `hashedrekord` 0.0.2 over the
 * bytes that were signed, for an envelope its pre-authentication encoding. Its `dsse` 0.0.2 is refused by cosign since
 * 3.1 (interop §2.6). It gives a proof and no time, so that a timestamp authority must testify beside it.
 * @param base the log's address
 */
export function rekorV2Witness(base: string, ask: Ask): Witness {
  return {
    async testify(testimony) {
      const url = serviceUrl(base, "/api/v2/log/entries");
      const answer = await postJson(ask, url, requestOf(testimony));
      if (answer.status !== 200 && answer.status !== 201)
        throw refusal("Rekor", answer, answer.status === 409 ? again : down);
      return [{ $case: "tlogEntry", entry: entryOf(objectIn("Rekor", answer)) }];
    },
  };
}

const down = "the log may be down: run the same command again, which signs what is not signed yet";
const again = "an answer of the log was lost: run the same command again, which signs anew";

function requestOf({ data, signature, verifier }: Testimony): object {
  const rawBytes = base64(readPem(verifier)?.bytes ?? new Uint8Array());
  const isCertificate = verifier.includes("BEGIN CERTIFICATE");
  return {
    hashedRekordRequestV002: {
      digest: createHash("sha256").update(data).digest("base64"),
      signature: {
        content: base64(signature),
        verifier: {
          [isCertificate ? "x509Certificate" : "publicKey"]: { rawBytes },
          keyDetails: "PKIX_ECDSA_P256_SHA_256",
        },
      },
    },
  };
}

/** The entry as a bundle has it: what the log leaves empty is left out, since it proves neither promise nor time. */
function entryOf(answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { logIndex, logId, kindVersion, inclusionProof, canonicalizedBody } = answer;
  const isWhole =
    isRecord(logId) &&
    isRecord(kindVersion) &&
    isRecord(inclusionProof) &&
    isRecord(inclusionProof["checkpoint"]) &&
    typeof canonicalizedBody === "string";
  if (!isWhole) throw new BpError("SIGSTORE", "Rekor answers without an entry and its proof");
  return {
    // protojson leaves a zero out: the first entry of a log may come without its number.
    logIndex: logIndex ?? "0",
    logId,
    kindVersion,
    inclusionProof: {
      logIndex: inclusionProof["logIndex"] ?? "0",
      rootHash: inclusionProof["rootHash"],
      treeSize: inclusionProof["treeSize"],
      hashes: inclusionProof["hashes"] ?? [],
      checkpoint: inclusionProof["checkpoint"],
    },
    canonicalizedBody,
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
