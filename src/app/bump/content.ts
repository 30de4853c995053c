import type { Chart } from "../../model/chart.ts";
import type { BpError } from "../../model/error.ts";
import { isBpError } from "../../model/error.ts";
import type { Unit } from "../../model/workspace.ts";
import { payloadOf } from "../affected/payload.ts";
import type { Source } from "../packaging.ts";
import type { HistoryInput } from "./check-history.ts";
import type { Pair } from "./history-findings.ts";
import type { HistoryPorts } from "./ports.ts";

/** A digest over what is published but for the version; an error where it cannot be packaged. */
type Payload = string | BpError;

/** What is published of a blueprint, found when it is asked for. */
export interface Payloads {
  readonly today: () => Promise<Payload>;
  /** Before the change. */
  readonly before: () => Promise<Payload>;
  /** When the version came that the blueprint had before the change; undefined where nobody knows. */
  readonly first: () => Promise<string | undefined>;
}

export function payloads(
  { old, now }: Pair,
  input: HistoryInput,
  { spool, began }: HistoryPorts,
): Payloads {
  // Under the same version another appVersion is another content, too.
  const follows = old.version !== now.version && input.lockstep.has(now.name);
  const payload = async (unit: Unit, source: Source): Promise<Payload> => {
    try {
      const without = { version: true, lockstep: follows && isInStep(unit.chart) } as const;
      return (await payloadOf(unit, source, spool, without)) ?? "";
    } catch (error) {
      if (isBpError(error)) return error;
      throw error;
    }
  };
  return {
    today: () => payload(now, input.after),
    before: () => payload(old, input.before),
    async first() {
      const source = await began(old);
      const unit = source?.workspace.units.find(({ name }) => name === old.name);
      if (source === undefined || unit === undefined) return undefined;
      const found = await payload(unit, source);
      return typeof found === "string" ? found : undefined;
    },
  };
}

function isInStep(chart: Chart | undefined): boolean {
  return chart?.metadata.appVersion === chart?.metadata.version;
}
