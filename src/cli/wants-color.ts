import type { Ports } from "../model/ports.ts";
import type { GlobalOptions } from "./global-options.ts";

/** Whether the report has colours: as asked for, else as the environment says, else where it is read at a terminal. */
export function wantsColor(global: GlobalOptions, environment: Ports["environment"]): boolean {
  if (global.color !== undefined) return global.color;
  if ((environment["NO_COLOR"] ?? "") !== "" || environment["TERM"] === "dumb") return false;
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return process.stdout.isTTY;
}
