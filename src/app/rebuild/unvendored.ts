import { BpError } from "../../model/error.ts";
import type { Finding } from "../../model/finding.ts";

/** What the locks of a revision lack, as one error. */
export function unvendored(findings: readonly Finding[]): BpError {
  const lines = findings.map(
    ({ file, line, column, message, ruleId }) =>
      `${file}:${line}:${column}: ${message} (${ruleId})`,
  );
  return new BpError(
    "MATERIAL",
    `its upstream charts cannot be had again:\n  ${lines.join("\n  ")}`,
    {
      hint: "the commit carries neither the charts nor a lock of their bytes: `bp vendor` before a publish writes it",
    },
  );
}
