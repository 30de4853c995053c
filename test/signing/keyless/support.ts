import { onTestFinished } from "vitest";

import type { Ask, Signer } from "../../../src/signing/index.ts";
import {
  certificateSigner,
  readToken,
  rekorWitness,
  timestampWitness,
} from "../../../src/signing/index.ts";
import type { Sigstore } from "../../support/sigstore.ts";
import { idToken, issuer, startSigstore, workflow } from "../../support/sigstore.ts";

export const ask: Ask = async ({ method, url, headers, body }) => {
  const sent = body === undefined ? {} : { body: Buffer.from(body) };
  const answer = await fetch(url, { method, headers: { ...headers }, ...sent });
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: new Uint8Array(await answer.arrayBuffer()),
  };
};

export async function sigstore(): Promise<Sigstore> {
  const started = await startSigstore();
  onTestFinished(started.close);
  return started;
}

export function signerOf(
  { url, trustedRoot }: Sigstore,
  over: Partial<Parameters<typeof certificateSigner>[0]> = {},
): Promise<Signer> {
  return certificateSigner({
    fulcio: url,
    trustedRoot,
    witnesses: [rekorWitness(url, ask), timestampWitness(url, ask)],
    ask,
    token: async () => readToken(idToken({ iss: issuer, sub: workflow })),
    now: () => new Date(),
    ...over,
  });
}
