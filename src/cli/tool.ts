import type { Tool } from "../report/index.ts";

/** The program, as reports name it. */
export function toolOf(version: string): Tool {
  return { name: "bp", version, home: "https://github.com/openova-io/bp" };
}
