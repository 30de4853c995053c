import type { Fix, TextChange } from "../model/change.ts";
import type { Check } from "../model/check.ts";
import type { Finding } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { SarifIndex } from "./sarif-index.ts";
import { sarifLevel } from "./sarif-level.ts";
import { sarifText } from "./sarif-text.ts";
import { sourceUri } from "./source-uri.ts";

type Json = Readonly<Record<string, unknown>>;

/** A finding as a result (SARIF 2.1.0 §3.27). */
export function findingResult(finding: Finding, index: SarifIndex, prefix: string): Json {
  const { ruleId, severity, blueprint, fingerprint, fix } = finding;
  return {
    ruleId,
    ruleIndex: index.ruleOf(ruleId)?.index,
    level: sarifLevel(severity),
    message: { text: sarifText(textOf(finding, index)) },
    locations: [locationOf(finding, index, prefix)],
    partialFingerprints: { "bpFinding/v1": fingerprint },
    ...(fix === undefined ? {} : { fixes: [fixOf(fix, index, prefix)] }),
    ...(blueprint === undefined ? {} : { properties: { blueprint } }),
  };
}

/** A failed check as a result: it has a name and no place. */
export function checkResult({ group, name, detail, help }: Check, index: SarifIndex): Json {
  return {
    ruleId: group,
    ruleIndex: index.ruleOf(group)?.index,
    level: "error",
    message: { text: sarifText(help === undefined ? detail : `${detail}\n${help}`) },
    locations: [{ logicalLocations: [{ fullyQualifiedName: name }] }],
  };
}

/** The rule's own remedy stands with the rule; help that says more stands with the result. */
function textOf({ message, help, ruleId }: Finding, index: SarifIndex): string {
  const rule = index.ruleOf(ruleId)?.rule;
  const known = rule !== undefined && "remedy" in rule && rule.remedy === help;
  return help === undefined || known ? message : `${message}\n${help}`;
}

function locationOf(finding: Finding, index: SarifIndex, prefix: string): Json {
  const { file, pointer } = finding;
  const physical = {
    artifactLocation: artifactOf(file, index, prefix),
    region: regionOf(finding),
  };
  return {
    ...(file === "" ? {} : { physicalLocation: physical }),
    ...(pointer === "" ? {} : { logicalLocations: [{ fullyQualifiedName: pointer }] }),
  };
}

function artifactOf(file: string, index: SarifIndex, prefix: string): Json {
  return { uri: sourceUri(prefix, file), uriBaseId: "SRCROOT", index: index.fileOf(file) };
}

function regionOf({ line, column, endLine, endColumn }: Location): Json {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function fixOf({ description, changes }: Fix, index: SarifIndex, prefix: string): Json {
  const files = Map.groupBy(changes, ({ file }) => file);
  return {
    description: { text: sarifText(description) },
    artifactChanges: [...files].map(([file, replaced]) => ({
      artifactLocation: artifactOf(file, index, prefix),
      replacements: replaced.map(replacementOf),
    })),
  };
}

function replacementOf(change: TextChange): Json {
  return { deletedRegion: regionOf(change), insertedContent: { text: change.text } };
}
