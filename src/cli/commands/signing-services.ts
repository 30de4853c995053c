import { resolve } from "node:path";

import type { SigningServices } from "../../app/keyless.ts";
import { BpError } from "../../model/error.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { givenText } from "../read-text.ts";

const limit = 4 * 1024 * 1024;
const addresses = ["fulcioUrl", "rekorUrl", "rekorVersion", "timestampServerUrl"];

/**
 * Who certifies, logs and stamps: what the signing config given says, else the addresses given, else what is configured.
 * @throws BpError USAGE for a signing config beside addresses, or one that cannot be used
 */
export async function servicesAsked(
  options: CommandOptions,
  context: Context,
): Promise<SigningServices> {
  const { signing } = await context.config();
  const given = textOption(options, "signingConfig");
  const isAddressed = addresses.some((name) => textOption(options, name) !== undefined);
  if (given !== undefined && isAddressed)
    throw new BpError(
      "USAGE",
      "a signing config names every service: no address stands beside it",
      {
        hint: "leave --signing-config out, or the addresses",
      },
    );
  if (given !== undefined) return inFile(resolve(context.cwd, given), context);
  if (signing.signingConfig !== undefined && !isAddressed)
    return inFile(resolve(context.root, signing.signingConfig), context);
  const { servicesAt } = await import("../../app/keyless.ts");
  const version = textOption(options, "rekorVersion");
  return servicesAt({
    ...signing,
    fulcio: textOption(options, "fulcioUrl") ?? signing.fulcio,
    rekor: textOption(options, "rekorUrl") ?? signing.rekor,
    rekorVersion: version === undefined ? signing.rekorVersion : version === "2" ? 2 : 1,
    timestamp: textOption(options, "timestampServerUrl") ?? signing.timestamp,
  });
}

async function inFile(path: string, { ports }: Context): Promise<SigningServices> {
  const text = await givenText(path, { option: "--signing-config", limit });
  const { servicesIn } = await import("../../app/keyless.ts");
  return servicesIn(parse(text, path), ports.now());
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BpError("USAGE", `${path} is no JSON`, { cause });
  }
}
