import type { Check } from "../model/check.ts";
import type { Finding } from "../model/finding.ts";
import type { Failure } from "../model/report.ts";
import { repositoryPath } from "./source-uri.ts";
import type { XmlElement } from "./xml.ts";

/** A test case before it is XML. */
export interface JunitCase {
  readonly suite: string;
  readonly classname: string;
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  /** `failure`, `error`, `skipped` or `system-out`; none for a case that passed. */
  readonly outcome?: XmlElement;
}

/** The name has no line number, so that history follows the case when lines move. */
export function findingCase(finding: Finding, rule: string, prefix: string): JunitCase {
  const { ruleId, severity, message, line, column, pointer, help } = finding;
  const file = repositoryPath(prefix, finding.file);
  const text = [
    `${file}:${line}:${column}: ${severity}: ${message} (${ruleId})`,
    ...helpLine(help),
  ];
  return {
    suite: file,
    classname: `bp.${ruleId}`,
    name: [`${rule}:`, file, pointer].filter((part) => part !== "").join(" "),
    file,
    line,
    outcome:
      severity === "error"
        ? fault("failure", message, ruleId, text)
        : { name: "system-out", text: text.join("\n") },
  };
}

export function checkCase({ group, name, state, detail, help }: Check): JunitCase {
  const outcomes: Readonly<Record<Check["state"], XmlElement | undefined>> = {
    passed: { name: "system-out", text: detail },
    failed: fault("failure", detail, group, [`${name}: ${detail}`, ...helpLine(help)]),
    skipped: { name: "skipped", attributes: { message: detail } },
  };
  const outcome = outcomes[state];
  return {
    suite: `bp ${group}`,
    classname: `bp.${group}`,
    name,
    ...(outcome === undefined ? {} : { outcome }),
  };
}

export function failureCase({ code, message, hint }: Failure, command: string): JunitCase {
  const outcome = fault("error", message, code, [`bp: ${message}`, ...helpLine(hint)]);
  return { ...passedCase(command), outcome };
}

export function passedCase(command: string): JunitCase {
  return { suite: `bp ${command}`, classname: "bp", name: `bp ${command}` };
}

function fault(
  name: "failure" | "error",
  message: string,
  type: string,
  lines: readonly string[],
): XmlElement {
  return { name, attributes: { message, type }, text: lines.join("\n") };
}

function helpLine(help: string | undefined): readonly string[] {
  return help === undefined ? [] : [`help: ${help}`];
}
