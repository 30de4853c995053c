import { relative } from "node:path";

import type { Config } from "../app/config.ts";
import { BpError } from "../model/error.ts";
import { readText } from "./read-text.ts";
import { slashes } from "./slashes.ts";

/** In bytes. */
export const configLimit: number = 1024 * 1024;

/** The configuration in a file, the default one where there is none. @throws BpError CONFIG */
export async function readConfig(file: string | undefined, cwd: string): Promise<Config> {
  const { defaultConfig, parseConfig } = await import("../app/config.ts");
  if (file === undefined) return defaultConfig;
  try {
    return parseConfig(await readText(file, configLimit), slashes(relative(cwd, file)));
  } catch (error) {
    if (error instanceof BpError) throw error;
    throw new BpError(
      "CONFIG",
      `cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`,
      { hint: "--config takes a bp.config.yaml that exists" },
    );
  }
}
