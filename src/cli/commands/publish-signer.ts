import { resolve } from "node:path";

import { developmentKey, developmentSigner, exposure, signerAt } from "../../app/keys.ts";
import type { KeyStore, Signer } from "../../app/keys.ts";
import { writing } from "../../app/signature-formats.ts";
import { BpError } from "../../model/error.ts";
import { formatTarget, parseTarget } from "../../model/reference.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { givenKeys, keyStore } from "../key-store.ts";
import type { Network } from "../network.ts";
import { trustedRoot } from "../trusted-root.ts";
import { personAt } from "./person-at.ts";
import { servicesAsked } from "./signing-services.ts";

/**
 * Who signs, in the formats that are configured.
 * @param to the target as the user wrote it; undefined: the embedded layout
 * @throws BpError USAGE where nobody can, or where a declared reader could not read it, BAD_KEY, BAD_PASSWORD,
 *   UNAUTHORIZED, SIGSTORE
 */
export async function publishSigner(
  to: string | undefined,
  options: CommandOptions,
  context: Context,
  network: Network,
): Promise<Signer> {
  const { signing, targets } = await context.config();
  return writing(await signerFor(to, options, context, network), signing.formats, targets);
}

/**
 * Who signs: the key given, else the configured one, else the identity of the environment, else for the embedded layout
 * the development key.
 */
async function signerFor(
  to: string | undefined,
  options: CommandOptions,
  context: Context,
  network: Network,
): Promise<Signer> {
  const { signing } = await context.config();
  const given = textOption(options, "key");
  const how = textOption(options, "sign");
  if (how === "keyless" || textOption(options, "identityToken") !== undefined) {
    if (given !== undefined) throw twoWays();
    return identitySigner(options, context, network);
  }
  if (given !== undefined) return ownKey(given, givenKeys(context), context);
  const keys = keyStore(context.root, context.environment);
  if (signing.key !== undefined) return ownKey(signing.key, keys, context);
  if (to === undefined) return ownSigner(context);
  const { hasAmbientToken } = await import("../../app/keyless.ts");
  if (how !== "key" && hasAmbientToken(context.environment))
    return identitySigner(options, context, network);
  throw nobody(to);
}

async function ownKey(location: string, keys: KeyStore, { ports }: Context): Promise<Signer> {
  const message = await exposure(location, keys);
  if (message !== undefined) ports.emit({ kind: "warning", message });
  return signerAt(location, keys);
}

async function identitySigner(
  options: CommandOptions,
  context: Context,
  network: Network,
): Promise<Signer> {
  const { signing } = await context.config();
  const { keylessSigner } = await import("../../app/keyless.ts");
  const given = textOption(options, "trustedRoot");
  const configured = signing.trustedRoot && resolve(context.root, signing.trustedRoot);
  const root = given === undefined ? configured : resolve(context.cwd, given);
  const services = await servicesAsked(options, context);
  return keylessSigner({
    services,
    person: await personAt(services, options, context, network),
    trustedRoot: await trustedRoot(root, context),
    token: textOption(options, "identityToken"),
    keys: keyStore(context.cwd, context.environment),
    ask: network.ask,
    now: context.ports.now,
  });
}

async function ownSigner(context: Context): Promise<Signer> {
  const { signer, created } = await developmentSigner(keyStore(context.root, context.environment));
  if (created)
    context.ports.emit({
      kind: "note",
      message: `made a development key, ${developmentKey.privatePath}: it signs this workspace's own layout alone`,
    });
  return signer;
}

function twoWays(): BpError {
  return new BpError("USAGE", "a key and an identity are two ways to sign", {
    hint: "give --key, or --sign keyless",
  });
}

function nobody(to: string): BpError {
  const target = formatTarget(parseTarget(to));
  return new BpError(
    "USAGE",
    `publishing to ${target} needs a key or an identity: nothing is published unsigned`,
    {
      hint: "give --key FILE or --key env://NAME (`bp keygen` makes one), or sign keyless with an OIDC token: SIGSTORE_ID_TOKEN, in a workflow `permissions: id-token: write`, at a terminal --sign keyless",
    },
  );
}
