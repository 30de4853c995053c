import type { VendorPorts } from "../../app/vendor/ports.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";

/** The outside world as vendoring needs it. */
export async function upstreamPorts(
  options: CommandOptions,
  context: Context,
  root: string,
): Promise<VendorPorts> {
  const network = await context.network(options);
  const { spool, emit } = context.ports;
  return {
    ...(await network.charts(root)),
    registry: (target) => network.open(target, "pull"),
    concurrency: context.concurrency,
    signal: context.interrupted,
    spool,
    emit,
  };
}
