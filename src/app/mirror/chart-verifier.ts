import { BpError } from "../../model/error.ts";
import type { Spool } from "../../model/ports.ts";
import type { Reference } from "../../model/reference.ts";
import type { Source } from "../../oci/index.ts";
import type { VerifyInput } from "../verify/verify.ts";
import { verify } from "../verify/verify.ts";
import { whyRefused } from "../verify/why-refused.ts";
import { isChart } from "./is-chart.ts";

/**
 * Judges a chart in one place; other artifacts pass, but for what is to be a chart and is none.
 * @throws BpError VERIFICATION
 */
export type ChartVerifier = (
  source: Source,
  reference: Reference,
  mustBe?: boolean,
) => Promise<void>;

/** What every chart is held to. */
export type HeldTo = Pick<VerifyInput, "policies" | "attestations" | "formats">;

/** Holds every chart to the policy, as `bp verify` does. */
export function chartVerifier(held: HeldTo, spool: Spool): ChartVerifier {
  return async (source, reference, mustBe = false) => {
    const digest = reference.digest ?? reference.tag ?? "";
    if (!mustBe && !(await isChart(source, digest))) return;
    const { checks } = await verify({ ...held, reference, open: () => source, spool });
    const why = whyRefused(checks);
    if (why === undefined) return;
    throw new BpError("VERIFICATION", `it does not verify: ${why}`, {
      hint: "do not use it; `bp verify` shows every check",
    });
  };
}
