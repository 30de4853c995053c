import { BpError } from "../model/error.ts";
import type { Ask, IdToken, Signer } from "../signing/index.ts";
import {
  ambientToken,
  certificateSigner,
  readToken,
  rekorWitness,
  timestampWitness,
} from "../signing/index.ts";
import type { SigningConfig } from "./config-signing.ts";
import type { KeyStore } from "./keys.ts";

export type { Ask } from "../signing/index.ts";
export { hasAmbientToken, publicRoot } from "../signing/index.ts";

export interface KeylessInput {
  readonly services: SigningConfig;
  /** Sigstore's trusted root, as JSON. */
  readonly trustedRoot: unknown;
  /** Where the identity token lies: a file or `env://NAME`; undefined: the environment gives one. */
  readonly token: string | undefined;
  readonly keys: KeyStore;
  readonly ask: Ask;
  readonly now: () => Date;
}

/**
 * A signer by the identity of the token.
 * @throws BpError UNAUTHORIZED where there is no token or it is refused, SIGSTORE and NETWORK where a service fails
 */
export function keylessSigner(input: KeylessInput): Promise<Signer> {
  const { services, trustedRoot, ask, now } = input;
  const { fulcio, rekor, timestamp } = services;
  return certificateSigner({
    fulcio,
    trustedRoot,
    witnesses: [
      rekorWitness(rekor, ask),
      ...(timestamp === undefined ? [] : [timestampWitness(timestamp, ask)]),
    ],
    ask,
    token: () => tokenFor(input),
    now,
  });
}

async function tokenFor({ token, keys, ask }: KeylessInput): Promise<IdToken> {
  if (token === undefined) return ambientToken(keys.environment, ask);
  const name = /^env:\/\/(.+)$/u.exec(token)?.[1];
  const text = name === undefined ? await keys.read(token) : keys.environment[name];
  if (text !== undefined && text.trim() !== "") return readToken(text);
  throw new BpError("USAGE", `there is no identity token in ${token}`, {
    hint: "--identity-token takes a file, or env://NAME for a variable that holds it",
  });
}
