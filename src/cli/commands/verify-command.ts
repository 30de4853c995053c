import { relative } from "node:path";

import type { VerifyConfig } from "../../app/config-signing.ts";
import type { IdentityPolicy, Policy } from "../../app/keys.ts";
import { shownMatch } from "../../app/keys.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";

/** The command that verifies what this run published, for the shell that the run was started from. */
export async function verifyCommand(
  options: CommandOptions,
  context: Pick<Context, "cwd" | "config">,
  policy: Policy | undefined,
): Promise<(reference: string) => string> {
  const folder = relative(process.cwd(), context.cwd);
  const { signing, verify } = await context.config();
  const isPolicySet = [verify.key, verify.identity, verify.policy].some((one) => one !== undefined);
  const key = textOption(options, "key") ?? (isPolicySet ? undefined : signing.key);
  const program = folder === "" ? "bp verify" : `bp -C ${folder} verify`;
  const more = [
    ...(policy?.$case === "identity" ? identityWords(policy, options, verify) : keyWords(key)),
    ...(flag(options, "plainHttp") ? ["--plain-http"] : []),
  ];
  return (reference) => [program, reference, ...more].join(" ");
}

function keyWords(key: string | undefined): readonly string[] {
  return key === undefined ? [] : [`--key ${publicHalf(key)}`];
}

/** Nothing where the configuration says whom to trust. */
function identityWords(
  { identity, issuer }: IdentityPolicy,
  options: CommandOptions,
  configured: VerifyConfig,
): readonly string[] {
  const root = textOption(options, "trustedRoot");
  if (configured.identity !== undefined || configured.policy !== undefined) return [];
  return [
    `--certificate-identity ${shownMatch(identity)}`,
    `--certificate-oidc-issuer ${shownMatch(issuer)}`,
    ...(root === undefined ? [] : [`--trusted-root ${root}`]),
  ];
}

/** Where the public half of a private key usually lies; a variable does not say. */
function publicHalf(key: string): string {
  return key.endsWith(".key") ? `${key.slice(0, -".key".length)}.pub` : "PUBLIC_KEY";
}
