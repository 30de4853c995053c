import { relative } from "node:path";

import type { ChartVerifier } from "../../app/mirror/chart-verifier.ts";
import { named } from "../../app/mirror/references.ts";
import type { MirrorSet } from "../../app/mirror/set.ts";
import { referenceSet } from "../../app/mirror/set.ts";
import type { Kit } from "../../model/kit.ts";
import type { Target } from "../../model/reference.ts";
import { parseTarget } from "../../model/reference.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { isGiven } from "../selection.ts";

/** What the command line asks for, our own registries, and the kits that were looked at. */
export interface AskedSet {
  readonly set: MirrorSet;
  /** Where our charts are read from, and where the configuration publishes them. */
  readonly own: readonly [Target, ...Target[]];
  readonly kits: readonly Kit[];
}

/** The artifacts named, the selection's, or without either the whole workspace's. @throws BpError EMPTY_SELECTION, … */
export async function askedSet(
  args: readonly string[],
  options: CommandOptions,
  context: Context,
): Promise<AskedSet> {
  const { references, selectors } = named(args);
  const own = await ownRegistries(options, context);
  const byHand = referenceSet(references);
  const alone = references.length > 0 && selectors.length === 0 && !isGiven(options);
  if (alone) return { set: byHand, own, kits: [] };
  const { workspaceAsked } = await import("./mirror-workspace.ts");
  return workspaceAsked(selectors, { byHand, own }, options, context);
}

async function ownRegistries(
  options: CommandOptions,
  context: Context,
): Promise<readonly [Target, ...Target[]]> {
  const given = textOption(options, "from");
  const { registry } = await context.config();
  const configured = registry === undefined ? [] : [parseTarget(registry)];
  if (given !== undefined) return [parseTarget(given), ...configured];
  const folder = relative(context.cwd, context.embedded) || ".";
  const embedded: Target = { kind: "layout", folder, path: "" };
  const [first = embedded] = configured;
  return [first];
}

const policyOptions = [
  "key",
  "policy",
  "certificateIdentity",
  "certificateIdentityRegexp",
  "certificateOidcIssuer",
  "certificateOidcIssuerRegexp",
];

/** What holds charts to the key or identity given; undefined where none is. @throws BpError USAGE, BAD_KEY, NETWORK */
export async function verifierOf(
  options: CommandOptions,
  context: Context,
): Promise<ChartVerifier | undefined> {
  if (policyOptions.every((name) => textOption(options, name) === undefined)) return undefined;
  const { mirrorVerifier } = await import("./mirror-verifier.ts");
  return mirrorVerifier(options, context);
}

/** The stores at both ends, each with its own word about http. */
export async function twoNetworks(
  options: CommandOptions,
  context: Context,
): Promise<{
  readonly from: Awaited<ReturnType<Context["network"]>>;
  readonly to: Awaited<ReturnType<Context["network"]>>;
}> {
  return {
    from: await context.network({ ...options, plainHttp: flag(options, "fromPlainHttp") }),
    to: await context.network({ ...options, plainHttp: flag(options, "toPlainHttp") }),
  };
}
