import { relative, resolve } from "node:path";

import { matchOf } from "../../app/config-signing.ts";
import type { VerifyConfig } from "../../app/config-signing.ts";
import { developmentKey, policyAt } from "../../app/keys.ts";
import type { Policy } from "../../app/keys.ts";
import { BpError } from "../../model/error.ts";
import type { Reference } from "../../model/reference.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { keyStore } from "../key-store.ts";
import { trustedRoot } from "../trusted-root.ts";

type Identity = Exclude<VerifyConfig["identity"], undefined>;

/**
 * Whom to trust: the key or identity given, else the configured one, else for the embedded layout the development key.
 * @throws BpError USAGE where nothing says whom, BAD_KEY, NETWORK
 */
export async function verifyPolicy(
  reference: Reference,
  options: CommandOptions,
  context: Context,
): Promise<Policy> {
  const { key, identity } = givenPolicy(options);
  if (key !== undefined) return policyAt(key, keyStore(context.cwd, context.environment));
  if (identity !== undefined) return identityPolicy(identity, options, context);
  const { verify } = await context.config();
  const keys = keyStore(context.root, context.environment);
  if (verify.key !== undefined) return policyAt(verify.key, keys);
  if (verify.identity !== undefined) return identityPolicy(verify.identity, options, context);
  if (isEmbedded(reference, context)) return policyAt(developmentKey.publicPath, keys);
  throw noPolicy();
}

/** What the options say of whom to trust. @throws BpError USAGE for a key and an identity, or half of one */
export function givenPolicy(options: CommandOptions): Pick<VerifyConfig, "key" | "identity"> {
  const key = textOption(options, "key");
  const identity = identityOf(options);
  if (key === undefined || identity === undefined) return { key, identity };
  throw new BpError("USAGE", "a key and an identity are two policies", {
    hint: "give --key, or --certificate-identity",
  });
}

export function noPolicy(): BpError {
  return new BpError(
    "USAGE",
    "no policy says who must have signed it: a signature by anybody proves nothing",
    {
      hint: "give --key PUBLIC_KEY, or --certificate-identity with --certificate-oidc-issuer, or set verify in bp.config.yaml",
    },
  );
}

/** @throws BpError USAGE for half of one: an identity means nothing without who vouches for it */
function identityOf(options: CommandOptions): Identity | undefined {
  const [identity, issuer] = ["certificateIdentity", "certificateOidcIssuer"].map((name) =>
    matchOf(textOption(options, name), textOption(options, `${name}Regexp`)),
  );
  if (identity === undefined && issuer === undefined) return undefined;
  if (identity !== undefined && issuer !== undefined) return { identity, issuer };
  throw new BpError("USAGE", "an identity and the issuer that vouches for it go together", {
    hint: "give --certificate-identity and --certificate-oidc-issuer",
  });
}

async function identityPolicy(
  identity: Identity,
  options: CommandOptions,
  context: Context,
): Promise<Policy> {
  const { verify } = await context.config();
  const given = textOption(options, "trustedRoot");
  const configured = verify.trustedRoot && resolve(context.root, verify.trustedRoot);
  const file = given === undefined ? configured : resolve(context.cwd, given);
  return { $case: "identity", ...identity, trustedRoot: await trustedRoot(file, context) };
}

function isEmbedded({ target }: Reference, { cwd, embedded }: Context): boolean {
  return target.kind === "layout" && relative(embedded, resolve(cwd, target.folder)) === "";
}
