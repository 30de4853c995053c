import { randomBytes } from "node:crypto";

import type { IdToken } from "../../../src/app/keyless.ts";
import { browserToken, discover } from "../../../src/app/keyless.ts";
import { loopbackRedirect } from "../../../src/oci/index.ts";
import { ask } from "../../signing/keyless/support.ts";

/** Signs in with an issuer as a person does whose browser follows where it is sent. */
export async function signedIn(issuer: string): Promise<IdToken> {
  return browserToken(await discover({ issuer, clientId: "sigstore" }, ask), {
    ask,
    randomBytes: (length) => randomBytes(length),
    listen: (state) => loopbackRedirect(state, new AbortController().signal),
    open: async (url) => void (await fetch(url)),
  });
}
