import type { Report } from "../model/report.ts";
import { checkCase, failureCase, findingCase, passedCase } from "./junit-case.ts";
import type { JunitCase } from "./junit-case.ts";
import type { Presentation } from "./presentation.ts";
import { ruleTitles } from "./rule-title.ts";
import type { XmlElement } from "./xml.ts";
import { xmlDocument } from "./xml.ts";

/**
 * The report as JUnit XML: a suite a file, a case a finding (errors fail, the rest is told in system-out), and a suite
 * a group of checks. With nothing to tell there is one passed case, since CI systems take an empty file for a fault.
 */
export function junit(shown: Presentation): string {
  const { report } = shown;
  const suites = suitesOf(shown);
  const cases = [...suites.values()].flat();
  return xmlDocument({
    name: "testsuites",
    attributes: { name: `bp ${report.command}`, ...counts(cases) },
    children: [...suites].map(([name, group]) => suiteOf(name, group)),
  });
}

function suitesOf({ report, checks, rules, prefix }: Presentation): Map<string, JunitCase[]> {
  const titleOf = ruleTitles(rules);
  const cases = [
    ...report.findings.map((one) => findingCase(one, titleOf(one.ruleId), prefix)),
    ...checks.map((check) => checkCase(check)),
    ...ofTheRun(report),
  ];
  const all = cases.length === 0 ? [passedCase(report.command)] : cases;
  return Map.groupBy(named(all), ({ suite }) => suite);
}

function ofTheRun({ error, command }: Report): readonly JunitCase[] {
  return error === undefined ? [] : [failureCase(error, command)];
}

/** CI systems follow a case by its name from run to run: the second of a name gets a number. */
function named(cases: readonly JunitCase[]): readonly JunitCase[] {
  const seen = new Map<string, number>();
  return cases.map((one) => {
    const key = JSON.stringify([one.suite, one.classname, one.name]);
    const number = (seen.get(key) ?? 0) + 1;
    seen.set(key, number);
    return number === 1 ? one : { ...one, name: `${one.name} (${number})` };
  });
}

function suiteOf(name: string, cases: readonly JunitCase[]): XmlElement {
  return {
    name: "testsuite",
    attributes: { name, ...counts(cases), time: "0" },
    children: cases.map((one) => ({
      name: "testcase",
      attributes: {
        name: one.name,
        classname: one.classname,
        file: one.file,
        line: one.line,
        time: "0",
      },
      children: one.outcome === undefined ? [] : [one.outcome],
    })),
  };
}

function counts(cases: readonly JunitCase[]): Readonly<Record<string, number>> {
  const of = (name: string): number => cases.filter(({ outcome }) => outcome?.name === name).length;
  return {
    tests: cases.length,
    failures: of("failure"),
    errors: of("error"),
    skipped: of("skipped"),
  };
}
