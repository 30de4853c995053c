import type { Ports } from "../model/ports.ts";
import type { CommandOptions } from "./declaration.ts";
import { networkChoice } from "./network-choice.ts";
import type { Network } from "./network.ts";
import { createNetwork } from "./network.ts";
import { version } from "./version.ts";

interface NetworkRun {
  readonly ports: Ports;
  readonly cwd: string;
  readonly packageRoot: string;
  readonly offline: boolean;
}

/** Every registry of a run, as the options of its command say. @throws BpError USAGE, CONFIG */
export async function networkOf(options: CommandOptions, run: NetworkRun): Promise<Network> {
  const choice = await networkChoice(options, run.cwd);
  return createNetwork({ ...choice, ...run, version: version(run.packageRoot) });
}
