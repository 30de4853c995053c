import { relative, resolve } from "node:path";

import { matchOf } from "../../app/config-signing.ts";
import type { VerifyConfig } from "../../app/config-signing.ts";
import { developmentKey, policyAt } from "../../app/keys.ts";
import type { Policy } from "../../app/keys.ts";
import type { RequiredAttestation } from "../../app/verify/attestation-check.ts";
import type { VerifyInput } from "../../app/verify/verify.ts";
import { BpError } from "../../model/error.ts";
import type { Reference } from "../../model/reference.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { givenKeys, keyStore } from "../key-store.ts";
import { trustedRoot } from "../trusted-root.ts";

type Identity = Exclude<VerifyConfig["identity"], undefined>;

/** Whom to trust, and what must be attested besides. */
export interface Verification {
  readonly policies: readonly [Policy, ...Policy[]];
  readonly attestations: readonly RequiredAttestation[];
  readonly formats: VerifyInput["formats"];
  /** The trusted root is a file of the user's, not the public Sigstore's. */
  readonly isOwnRoot: boolean;
}

/**
 * The policy file given, else the key or identity given, else what is configured, else for the embedded layout the
 * development key.
 * @throws BpError USAGE where nothing says whom to trust, BAD_KEY, CONFIG, NETWORK
 */
export async function verification(
  reference: Reference,
  options: CommandOptions,
  context: Context,
): Promise<Verification> {
  const found = await findVerification(reference, options, context);
  if (found !== undefined) return found;
  throw noPolicy();
}

/** The same; undefined where nothing says whom to trust. @throws BpError USAGE, BAD_KEY, CONFIG, NETWORK */
export async function findVerification(
  reference: Reference,
  options: CommandOptions,
  context: Context,
): Promise<Verification | undefined> {
  const file = textOption(options, "policy");
  const { key, identity } = givenPolicy(options);
  if (file !== undefined && (key !== undefined || identity !== undefined))
    throw new BpError("USAGE", "a policy file says whom to trust: nothing else does beside it", {
      hint: "leave --key and --certificate-identity out, or --policy",
    });
  if (file !== undefined) return fromFile(resolve(context.cwd, file), options, context);
  if (key !== undefined) return sole(await policyAt(key, givenKeys(context)));
  if (identity !== undefined) return byIdentity(identity, options, context);
  const { verify } = await context.config();
  const keys = keyStore(context.root, context.environment);
  if (verify.policy !== undefined)
    return fromFile(resolve(context.root, verify.policy), options, context);
  if (verify.key !== undefined) return sole(await policyAt(verify.key, keys));
  if (verify.identity !== undefined) return byIdentity(verify.identity, options, context);
  if (isEmbedded(reference, context)) return sole(await policyAt(developmentKey.publicPath, keys));
  return undefined;
}

function sole(policy: Policy, root?: string): Verification {
  const isOwnRoot = root !== undefined;
  return { policies: [policy], attestations: [], formats: undefined, isOwnRoot };
}

async function fromFile(
  path: string,
  options: CommandOptions,
  context: Context,
): Promise<Verification> {
  const { policyIn } = await import("./verify-policy-file.ts");
  const root = textOption(options, "trustedRoot");
  return policyIn(path, root && resolve(context.cwd, root), context);
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
      hint: "give --key PUBLIC_KEY, --policy FILE, or --certificate-identity with --certificate-oidc-issuer, or set verify in bp.config.yaml",
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

async function byIdentity(
  identity: Identity,
  options: CommandOptions,
  context: Context,
): Promise<Verification> {
  const { verify } = await context.config();
  const given = textOption(options, "trustedRoot");
  const configured = verify.trustedRoot && resolve(context.root, verify.trustedRoot);
  const file = given === undefined ? configured : resolve(context.cwd, given);
  const root = await trustedRoot(file, context);
  return sole({ $case: "identity", ...identity, trustedRoot: root }, file);
}

/** The layout that lies in the workspace itself. */
export function isEmbedded({ target }: Reference, { cwd, embedded }: Context): boolean {
  return target.kind === "layout" && relative(embedded, resolve(cwd, target.folder)) === "";
}
