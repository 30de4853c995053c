import { createHash } from "node:crypto";

import { BpError } from "../../model/error.ts";
import { isRecord } from "../strict-json.ts";
import type { Testimony, Witness } from "../witness.ts";
import type { Ask, ServiceAnswer } from "./ask.ts";
import { objectIn, postJson, refusal, serviceUrl } from "./ask.ts";

/**
 * Rekor's first API (rekor openapi.yaml, /api/v1/log/entries): an envelope is logged as `dsse` 0.0.1, everything else as
 * `hashedrekord` 0.0.1. What is there already is as good as new.
 * @param base Rekor's address
 */
export function rekorWitness(base: string, ask: Ask): Witness {
  return {
    async testify(testimony) {
      const url = serviceUrl(base, "/api/v1/log/entries");
      const answer = await postJson(ask, url, proposal(testimony));
      const found = answer.status === 409 ? await existing(answer, url, ask) : answer;
      if (found.status !== 200 && found.status !== 201) throw refusal("Rekor", found, hint);
      return [{ $case: "tlogEntry", entry: entryOf(objectIn("Rekor", found)) }];
    },
  };
}

const hint = "the log may be down: run the same command again, which signs what is not signed yet";

function proposal({ envelope, signature, data, verifier }: Testimony): object {
  const publicKey = Buffer.from(verifier).toString("base64");
  if (envelope !== undefined)
    return {
      apiVersion: "0.0.1",
      kind: "dsse",
      spec: { proposedContent: { envelope, verifiers: [publicKey] } },
    };
  const value = createHash("sha256").update(data).digest("hex");
  return {
    apiVersion: "0.0.1",
    kind: "hashedrekord",
    spec: {
      signature: {
        content: Buffer.from(signature).toString("base64"),
        publicKey: { content: publicKey },
      },
      data: { hash: { algorithm: "sha256", value } },
    },
  };
}

/** The entry that a conflict names: on this log's own host, whatever else it says. */
async function existing(answer: ServiceAnswer, url: string, ask: Ask): Promise<ServiceAnswer> {
  const uuid = /\/([0-9a-f]{64,80})$/u.exec(answer.headers["location"] ?? "")?.[1];
  if (uuid === undefined) throw refusal("Rekor", answer);
  return ask({ method: "GET", url: `${url}/${uuid}`, headers: { accept: "application/json" } });
}

/** The one entry of an answer, as a bundle has it (interop §2.4): integers as text, bytes in base64. */
function entryOf(answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const [entry] = Object.values(answer);
  if (!isRecord(entry) || !isRecord(entry["verification"])) throw malformed();
  const { body, integratedTime, logID, logIndex, verification } = entry;
  const proof = verification["inclusionProof"];
  if (!isRecord(proof) || typeof body !== "string") throw malformed();
  const { kind, apiVersion } = bodyOf(body);
  return {
    logIndex: String(logIndex),
    logId: { keyId: fromHex(logID) },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(integratedTime),
    inclusionPromise: { signedEntryTimestamp: verification["signedEntryTimestamp"] },
    inclusionProof: {
      logIndex: String(proof["logIndex"]),
      rootHash: fromHex(proof["rootHash"]),
      treeSize: String(proof["treeSize"]),
      hashes: Array.isArray(proof["hashes"]) ? proof["hashes"].map(fromHex) : [],
      checkpoint: { envelope: proof["checkpoint"] },
    },
    canonicalizedBody: body,
  };
}

function bodyOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(body, "base64").toString("utf8"));
    if (isRecord(value)) return value;
  } catch {
    // As for every other answer that is none.
  }
  throw malformed();
}

function fromHex(value: unknown): string {
  return Buffer.from(String(value), "hex").toString("base64");
}

function malformed(): BpError {
  return new BpError("SIGSTORE", "Rekor answers without an entry and its proof");
}
