import { BpError } from "../../model/error.ts";
import type { Spool } from "../../model/ports.ts";
import type { Reference } from "../../model/reference.ts";
import { formatReference } from "../../model/reference.ts";
import type { Source } from "../../oci/index.ts";
import type { VerifyInput } from "../verify/verify.ts";
import { verify } from "../verify/verify.ts";
import { isChart } from "./is-chart.ts";

/** Judges a chart in one place; other artifacts pass. @throws BpError VERIFICATION */
export type ChartVerifier = (source: Source, reference: Reference) => Promise<void>;

/** What every chart is held to. */
export type HeldTo = Pick<VerifyInput, "policies" | "attestations" | "formats">;

/** Holds every chart to the policy, as `bp verify` does. */
export function chartVerifier(held: HeldTo, spool: Spool): ChartVerifier {
  return async (source, reference) => {
    const digest = reference.digest ?? reference.tag ?? "";
    if (!(await isChart(source, digest))) return;
    const { ok, checks } = await verify({ ...held, reference, open: () => source, spool });
    if (ok) return;
    const failed = checks.filter((check) => !check.ok);
    const why = failed.map(({ name, detail }) => `${name}: ${detail}`).join("; ");
    throw new BpError("VERIFICATION", `${formatReference(reference)} does not verify: ${why}`, {
      hint: "do not use it; `bp verify` shows every check",
    });
  };
}
