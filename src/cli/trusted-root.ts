import { join } from "node:path";

import { BpError } from "../model/error.ts";
import { cacheFolder } from "./cache-folder.ts";
import type { Context } from "./context.ts";
import { readText } from "./read-text.ts";

const rootLimit = 4 * 1024 * 1024;

/**
 * Sigstore's trusted root as JSON: the file given, else that of the public Sigstore, which is kept in the cache and
 * brought up to date; with `--offline`, the one that comes with the program.
 * @throws BpError USAGE for a file that is no JSON, NETWORK where the public one cannot be had
 */
export async function trustedRoot(
  file: string | undefined,
  context: Pick<Context, "environment" | "offline">,
): Promise<unknown> {
  if (file !== undefined) return readRoot(file);
  const { publicRoot } = await import("../app/keyless.ts");
  const cache = cacheFolder(context.environment);
  return publicRoot({
    offline: context.offline,
    ...(cache === undefined ? {} : { cachePath: join(cache, "tuf") }),
  });
}

async function readRoot(file: string): Promise<unknown> {
  const text = await readText(file, rootLimit).catch((cause: unknown) => {
    throw new BpError("USAGE", `the trusted root ${file} cannot be read`, { cause });
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new BpError("USAGE", `the trusted root ${file} is not JSON`, {
      hint: "give a Sigstore trusted_root.json, as `cosign trusted-root create` writes it",
      cause,
    });
  }
}
