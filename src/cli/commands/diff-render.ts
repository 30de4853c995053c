import type { DiffInput } from "../../app/diff/diff.ts";
import { isBpError } from "../../model/error.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { textsOption } from "../declaration.ts";

/** @throws BpError as `bp render`, but for a Helm that nobody named and nobody has */
export async function diffRender(
  options: CommandOptions,
  context: Context,
): Promise<DiffInput["render"]> {
  const programs = textsOption(options, "helm");
  try {
    const { helms, cache } = await context.helms(programs);
    const { targets } = await context.config();
    const { ports, concurrency, interrupted: signal } = context;
    const { kubernetes } = targets;
    return {
      settings: {
        helms: helms.slice(0, 1),
        namespace: "release-namespace",
        kubernetes,
        values: [],
        set: [],
      },
      ports: { spool: ports.spool, cache, concurrency, signal },
    };
  } catch (error) {
    if (programs.length > 0 || !isBpError(error, "NOT_FOUND")) throw error;
    return { why: "no helm is at hand" };
  }
}
