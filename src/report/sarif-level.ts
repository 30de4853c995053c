import type { Severity } from "../model/finding.ts";

/** A severity in SARIF's words. */
export function sarifLevel(severity: Severity): "error" | "warning" | "note" {
  return severity === "info" ? "note" : severity;
}
