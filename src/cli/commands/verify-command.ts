import { relative } from "node:path";

import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";

/** The command that verifies what this run published, for the shell that the run was started from. */
export async function verifyCommand(
  options: CommandOptions,
  context: Pick<Context, "cwd" | "config">,
): Promise<(reference: string) => string> {
  const folder = relative(process.cwd(), context.cwd);
  const { signingKey, verifyKey } = await context.config();
  const key = textOption(options, "key") ?? (verifyKey === undefined ? signingKey : undefined);
  const program = folder === "" ? "bp verify" : `bp -C ${folder} verify`;
  const more = [
    ...(key === undefined ? [] : [`--key ${publicHalf(key)}`]),
    ...(flag(options, "plainHttp") ? ["--plain-http"] : []),
  ];
  return (reference) => [program, reference, ...more].join(" ");
}

/** Where the public half of a private key usually lies; a variable does not say. */
function publicHalf(key: string): string {
  return key.endsWith(".key") ? `${key.slice(0, -".key".length)}.pub` : "PUBLIC_KEY";
}
