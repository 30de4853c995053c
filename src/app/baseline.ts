import { BpError } from "../model/error.ts";
import type { Finding } from "../model/finding.ts";
import type { BaselineEntry } from "../model/suppression.ts";
import type { YamlNode } from "../model/yaml-node.ts";
import { parseYaml } from "../yaml/index.ts";
import { membersOf, textOf, wrong } from "./config-read.ts";

const fields = ["fingerprint", "ruleId", "file", "message"] as const;

/** The findings as a baseline: JSON, one entry a line, in the order of the report, so that a diff shows what went. */
export function baselineText(findings: readonly Finding[]): string {
  const entries = findings.map(({ fingerprint, ruleId, file, message }) =>
    JSON.stringify({ fingerprint, ruleId, file, message }),
  );
  const lines = entries.map((entry) => `    ${entry}`).join(",\n");
  return `{\n  "schemaVersion": 1,\n  "findings": [${lines === "" ? "" : `\n${lines}\n  `}]\n}\n`;
}

/**
 * Reads a baseline; JSON is YAML, whose reader knows the places.
 * @throws BpError CONFIG with the place of what is wrong
 */
export function parseBaseline(text: string, file: string): readonly BaselineEntry[] {
  const { documents, findings } = parseYaml(text, file);
  const [fault] = findings;
  const root = documents[0]?.root;
  if (fault !== undefined || root === undefined) {
    const why = fault === undefined ? "it is empty" : `${fault.line}: ${fault.message}`;
    throw new BpError("CONFIG", `${file} is no baseline: ${why}`, {
      hint: "`bp lint --write-baseline FILE` makes one",
    });
  }
  const members = membersOf(root, "a baseline", ["schemaVersion", "findings"]);
  const version = members.get("schemaVersion");
  if (version?.kind !== "scalar" || version.value !== 1)
    throw wrong(version ?? root, "this baseline is of another version of bp");
  const entries = members.get("findings");
  if (entries?.kind !== "sequence") throw wrong(entries ?? root, "findings must be a list");
  return entries.items.map((item) => entryOf(item));
}

function entryOf(node: YamlNode): BaselineEntry {
  const members = membersOf(node, "an entry", fields);
  const text = (name: (typeof fields)[number]): string => {
    const value = members.get(name);
    if (value === undefined) throw wrong(node, `the entry has no ${name}`);
    return textOf(value, name);
  };
  return {
    at: node.at,
    fingerprint: text("fingerprint"),
    ruleId: text("ruleId"),
    file: text("file"),
    message: text("message"),
  };
}
