import { createHash } from "node:crypto";

import type { Witness } from "../witness.ts";
import type { Ask } from "./ask.ts";
import { refusal, serviceUrl } from "./ask.ts";

const path = "/api/v1/timestamp";

/** A TimeStampReq (RFC 3161, 2.4.1), version 1, up to the sha256 that is to be stamped, and after it certReq. */
const [before, after] = [
  Buffer.from("30390201013031300d060960864801650304020105000420", "hex"),
  Buffer.from("0101ff", "hex"),
];

const headers = {
  "content-type": "application/timestamp-query",
  accept: "application/timestamp-reply",
};

/**
 * A timestamp authority as RFC 3161, 3.4 has it: it testifies to the signature. A nonce would keep an old answer from
 * being taken for a new one; no signature is made twice, so that none is needed.
 * @param base the authority's address; one that ends in a path of its own is taken as it is
 */
export function timestampWitness(base: string, ask: Ask): Witness {
  const url = /^https?:\/\/[^/]+\/*$/u.test(base) ? serviceUrl(base, path) : base;
  return {
    async testify({ signature }) {
      const hash = createHash("sha256").update(signature).digest();
      const body = Buffer.concat([before, hash, after]);
      const answer = await ask({ method: "POST", url, headers, body });
      if (answer.status !== 200 && answer.status !== 201)
        throw refusal("the timestamp authority", answer);
      return [{ $case: "rfc3161Timestamp", signedTimestamp: answer.body }];
    },
  };
}
