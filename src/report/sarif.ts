import type { Report } from "../model/report.ts";
import type { Presentation } from "./presentation.ts";
import type { SarifIndex } from "./sarif-index.ts";
import { sarifIndex } from "./sarif-index.ts";
import { sarifInvocation } from "./sarif-invocation.ts";
import { checkResult, findingResult } from "./sarif-results.ts";
import { sarifRule } from "./sarif-rules.ts";
import { sourceUri } from "./source-uri.ts";

/** The report as a SARIF 2.1.0 log of one run: findings and failed checks are results, a failed run is a notification. */
export function sarif(shown: Presentation): string {
  const index = sarifIndex(shown);
  const { report, tool, checks } = shown;
  const run = {
    tool: {
      driver: {
        name: tool.name,
        version: tool.version,
        semanticVersion: tool.version,
        informationUri: tool.home,
        rules: index.rules.map((rule) => sarifRule(rule, tool)),
      },
    },
    automationDetails: { id: `bp/${report.command}/` },
    invocations: [sarifInvocation(report, checks, index)],
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { SRCROOT: { description: { text: "The root of the repository." } } },
    artifacts: artifacts(index, shown.prefix),
    results: results(report, shown, index),
  };
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function results(
  { findings }: Report,
  { checks, prefix }: Presentation,
  index: SarifIndex,
): readonly unknown[] {
  return [
    ...findings.map((finding) => findingResult(finding, index, prefix)),
    ...checks.filter(({ state }) => state === "failed").map((check) => checkResult(check, index)),
  ];
}

function artifacts({ files }: SarifIndex, prefix: string): readonly unknown[] {
  return files.map((file) => ({
    location: { uri: sourceUri(prefix, file), uriBaseId: "SRCROOT" },
    ...(/\.ya?ml$/u.test(file) ? { sourceLanguage: "yaml" } : {}),
  }));
}
