import type { ChartVerifier } from "../../app/mirror/chart-verifier.ts";
import { chartVerifier } from "../../app/mirror/chart-verifier.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { givenPolicy, verification } from "./verify-policy.ts";

/** Holds charts to the policy, the key or the identity given. @throws BpError USAGE, BAD_KEY, NETWORK */
export async function mirrorVerifier(
  options: CommandOptions,
  context: Context,
): Promise<ChartVerifier | undefined> {
  const { key, identity } = givenPolicy(options);
  const isGiven = key ?? identity ?? textOption(options, "policy");
  if (isGiven === undefined) return undefined;
  const target = { kind: "layout" as const, folder: context.cwd, path: "" };
  const nothing = { target, tag: undefined, digest: undefined };
  return chartVerifier(await verification(nothing, options, context), context.ports.spool);
}
