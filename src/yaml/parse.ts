import { parseEvents, YAMLException } from "js-yaml";

import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { YamlDocument } from "../model/yaml-node.ts";
import { depthLimit } from "./anchors.ts";
import { TreeBuilder } from "./build.ts";
import { LineTable } from "./lines.ts";
import { syntaxAdvice } from "./syntax-advice.ts";

export interface ParsedYaml {
  /** A document that is empty or holds comments alone has no root. */
  readonly documents: readonly YamlDocument[];
  readonly findings: readonly Finding[];
}

/**
 * Reads YAML as Kubernetes' tools do (sigs.k8s.io/yaml): YAML 1.1 booleans, 64-bit integers, no dates, merge keys and
 * aliases resolved. Never throws on a text: a syntax error is one finding `YAML` and no documents; a key written
 * twice is a finding `BP103`, and the last one holds.
 */
export function parseYaml(text: string, file: string): ParsedYaml {
  try {
    const events = parseEvents(text, { maxDepth: depthLimit });
    return new TreeBuilder(text, file).build(events);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { documents: [], findings: [syntaxFinding(text, file, error)] };
  }
}

function syntaxFinding(text: string, file: string, error: YAMLException): Finding {
  const position = Math.min(error.mark?.position ?? 0, text.length);
  const at = new LineTable(text, file).locate(position, Math.min(position + 1, text.length));
  const { message, help } = syntaxAdvice(error.reason);
  return finding({ ruleId: "YAML", severity: "error", message, at, help });
}
