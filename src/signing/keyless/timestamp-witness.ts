import { createHash } from "node:crypto";

import type { Witness } from "../witness.ts";
import type { Ask } from "./ask.ts";
import { postJson, refusal, serviceUrl } from "./ask.ts";

const path = "/api/v1/timestamp";

/**
 * A timestamp authority (RFC 3161) that takes requests as JSON, as Sigstore's does: it testifies to the signature.
 * @param base the authority's address; one that ends in a path of its own is taken as it is
 */
export function timestampWitness(base: string, ask: Ask): Witness {
  const url = /^https?:\/\/[^/]+\/*$/u.test(base) ? serviceUrl(base, path) : base;
  return {
    async testify({ signature }) {
      const artifactHash = createHash("sha256").update(signature).digest("base64");
      const request = { artifactHash, hashAlgorithm: "sha256", certificates: true };
      const answer = await postJson(ask, url, request);
      if (answer.status !== 200 && answer.status !== 201)
        throw refusal("the timestamp authority", answer);
      return [{ $case: "rfc3161Timestamp", signedTimestamp: answer.body }];
    },
  };
}
