import type { ChartVerifier } from "../../app/mirror/chart-verifier.ts";
import { chartVerifier } from "../../app/mirror/chart-verifier.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { givenPolicy, verification } from "./verify-policy.ts";

/** Holds charts to the key or identity given. @throws BpError USAGE, BAD_KEY, NETWORK */
export async function mirrorVerifier(
  options: CommandOptions,
  context: Context,
): Promise<ChartVerifier | undefined> {
  const { key, identity } = givenPolicy(options);
  if (key === undefined && identity === undefined) return undefined;
  const target = { kind: "layout" as const, folder: context.cwd, path: "" };
  const nothing = { target, tag: undefined, digest: undefined };
  const { policies } = await verification(nothing, options, context);
  return chartVerifier(policies[0], context.ports.spool);
}
