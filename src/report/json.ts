import type { Report } from "../model/report.ts";

/** The whole report as one object, readable. */
export function json(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** One line a finding, then one for the rest of the report. */
export function ndjson(report: Report): string {
  const { findings, ...rest } = report;
  const lines = [
    ...findings.map((finding) => ({ type: "finding", ...finding })),
    { type: "report", ...rest },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
