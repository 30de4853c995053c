import { renderedPlace } from "../../lint/index.ts";
import type { Finding } from "../../model/finding.ts";
import { finding, sortFindings } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import type { TestResult } from "./result.ts";
import type { TestResults } from "./run-tests.ts";

export interface ListedTest extends Omit<TestResult, "unit" | "failures"> {
  /** The blueprint's or chart's name. */
  readonly unit: string;
  readonly failures: readonly string[];
}

export interface TestReport extends Report {
  readonly tests: readonly ListedTest[];
  readonly summary: { readonly passed: number; readonly failed: number; readonly notRun: number };
}

/** Every test, and a finding for whatever does not hold. */
export function testReport({ results, findings: faults }: TestResults): TestReport {
  const findings = sortFindings([...faults, ...results.flatMap(failuresOf)]);
  const of = (status: TestResult["status"]): number =>
    results.filter((one) => one.status === status).length;
  const summary = { passed: of("passed"), failed: of("failed"), notRun: of("not run") };
  const ok = findings.length === 0;
  return {
    schemaVersion: 1,
    command: "test",
    ok,
    exitCode: ok ? 0 : 1,
    findings,
    tests: results.map(listed),
    summary,
  };
}

function listed({
  unit,
  file,
  name,
  kind,
  status,
  reason,
  failures,
  output,
}: TestResult): ListedTest {
  return {
    unit: unit.name,
    file,
    name,
    kind,
    status,
    ...(reason === undefined ? {} : { reason }),
    failures: failures.map(({ message }) => message),
    output,
  };
}

function failuresOf({ unit, name, failures }: TestResult): readonly Finding[] {
  return failures.map(({ at, message, found }) => {
    const blueprint = unit.name;
    const about = { ruleId: "TEST", severity: "error", at, blueprint } as const;
    if (found === undefined) return finding({ ...about, message: `${name}: ${message}` });
    const { file, line } = renderedPlace(unit, found.object, found.pointer);
    const help = `it is written at ${file}:${line}`;
    return finding({ ...about, message: `${name}: ${message}`, help });
  });
}
