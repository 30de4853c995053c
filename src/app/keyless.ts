import { BpError } from "../model/error.ts";
import type { Ask, IdToken, Signer, SigningServices } from "../signing/index.ts";
import {
  ambientToken,
  certificateSigner,
  hasAmbientToken,
  readToken,
  rekorV2Witness,
  rekorWitness,
  timestampWitness,
} from "../signing/index.ts";
import type { SigningConfig } from "./config-signing.ts";
import type { KeyStore } from "./keys.ts";

export type {
  Ask,
  DevicePrompt,
  IdToken,
  OidcProvider,
  SigningServices,
} from "../signing/index.ts";
export {
  browserToken,
  deviceToken,
  discover,
  hasAmbientToken,
  publicRoot,
  servicesIn,
} from "../signing/index.ts";

export interface KeylessInput {
  readonly services: SigningServices;
  /** Sigstore's trusted root, as JSON. */
  readonly trustedRoot: unknown;
  /** Where the identity token lies: a file or `env://NAME`; undefined: the environment gives one, or a person does. */
  readonly token: string | undefined;
  /** Asks the person at the terminal who they are; undefined where there is none. */
  readonly person?: (() => Promise<IdToken>) | undefined;
  readonly keys: KeyStore;
  readonly ask: Ask;
  readonly now: () => Date;
}

/** The services by the addresses that are configured. */
export function servicesAt({
  fulcio,
  rekor,
  rekorVersion,
  timestamp,
}: SigningConfig): SigningServices {
  const timestamps = timestamp === undefined ? [] : [timestamp];
  return { fulcio, logs: [{ url: rekor, version: rekorVersion }], timestamps };
}

/**
 * A signer by the identity of the token.
 * @throws BpError USAGE where no service would vouch for a time, UNAUTHORIZED where there is no token or it is refused,
 *   SIGSTORE and NETWORK where a service fails
 */
export async function keylessSigner(input: KeylessInput): Promise<Signer> {
  const { services, trustedRoot, ask, now } = input;
  const { fulcio, logs, timestamps } = services;
  const isPromised = logs.some(({ version }) => version === 1);
  if (!isPromised && timestamps.length === 0) throw untimed();
  return certificateSigner({
    fulcio,
    trustedRoot,
    witnesses: [
      ...logs.map(({ url, version }) => (version === 2 ? rekorV2Witness : rekorWitness)(url, ask)),
      ...timestamps.map((url) => timestampWitness(url, ask)),
    ],
    formats: logs.length > 0 && !isPromised ? "bundle" : "both",
    ask,
    token: () => tokenFor(input),
    now,
  });
}

async function tokenFor({ token, keys, ask, person }: KeylessInput): Promise<IdToken> {
  if (token === undefined) {
    if (hasAmbientToken(keys.environment)) return ambientToken(keys.environment, ask);
    if (person !== undefined) return person();
    throw nobodyAsked();
  }
  const name = /^env:\/\/(.+)$/u.exec(token)?.[1];
  const text = name === undefined ? await keys.read(token) : keys.environment[name];
  if (text !== undefined && text.trim() !== "") return readToken(text);
  throw new BpError("USAGE", `there is no identity token in ${token}`, {
    hint: "--identity-token takes a file, or env://NAME for a variable that holds it",
  });
}

function nobodyAsked(): BpError {
  return new BpError(
    "USAGE",
    "there is no identity token to sign with, and nobody at a terminal to ask for one",
    {
      hint: "in CI set SIGSTORE_ID_TOKEN, or let the workflow have `permissions: id-token: write`; at a terminal the browser asks, or with --oidc-device-flow another device",
    },
  );
}

function untimed(): BpError {
  return new BpError(
    "USAGE",
    "nothing would vouch for the time of the signatures: Rekor's second API does not",
    {
      hint: "name a timestamp authority: --timestamp-server-url URL, or signing.timestamp",
    },
  );
}
