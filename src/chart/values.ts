import { BpError } from "../model/error.ts";
import type { YamlDocument } from "../model/yaml-node.ts";
import { readDocuments } from "./chart-yaml.ts";

/**
 * The documents of a values.yaml: Helm 3 reads the first, Helm 4 merges all.
 * @throws BpError MATERIAL for what is no YAML, and for a document that is no mapping, which Helm refuses
 */
export function readValues(bytes: Uint8Array, file: string): readonly YamlDocument[] {
  const documents = readDocuments(bytes, file);
  for (const { root } of documents) {
    if (root === undefined || root.kind === "mapping") continue;
    if (root.kind === "scalar" && root.value === null) continue;
    const what = root.kind === "sequence" ? "a list" : "a single value";
    throw new BpError("MATERIAL", `${file}:${root.at.line}: the values are ${what}`, {
      hint: "values are a mapping: write key: value",
    });
  }
  return documents;
}
