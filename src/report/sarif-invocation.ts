import type { Check } from "../model/check.ts";
import type { Failure, Report } from "../model/report.ts";
import type { SarifIndex } from "./sarif-index.ts";
import { sarifText } from "./sarif-text.ts";

type Json = Readonly<Record<string, unknown>>;

/** How the run went (SARIF 2.1.0 §3.20): findings do not make it a failure of the program; what was skipped is told. */
export function sarifInvocation(
  { exitCode, error }: Report,
  checks: readonly Check[],
  index: SarifIndex,
): Json {
  const skipped = checks.filter(({ state }) => state === "skipped");
  return {
    executionSuccessful: error === undefined,
    exitCode,
    ...(error === undefined ? {} : { toolExecutionNotifications: [failureOf(error)] }),
    ...(skipped.length === 0
      ? {}
      : { toolConfigurationNotifications: skipped.map((check) => skippedOf(check, index)) }),
  };
}

function failureOf({ code, message, hint }: Failure): Json {
  return {
    descriptor: { id: code },
    level: "error",
    message: { text: sarifText(hint === undefined ? message : `${message}\n${hint}`) },
  };
}

function skippedOf({ name, detail }: Check, index: SarifIndex): Json {
  const rule = index.ruleOf(name);
  return {
    level: "note",
    message: { text: sarifText(`${name} was not run: ${detail}`) },
    ...(rule === undefined ? {} : { associatedRule: { id: name, index: rule.index } }),
  };
}
