import { BpError } from "../../model/error.ts";
import { isObject } from "../../model/json.ts";
import { locationOf, parseYaml, toValue } from "../../yaml/index.ts";
import type { WrittenConfig } from "./wish.ts";

export const noConfig: WrittenConfig = { values: {}, at: () => undefined };

/**
 * Reads the configuration of an installation: one YAML or JSON object.
 * @throws BpError MATERIAL with the place of what is no YAML, or no object
 */
export function readConfig(text: string, file: string): WrittenConfig {
  const { documents, findings } = parseYaml(text, file);
  const fault = findings.find(({ severity }) => severity === "error");
  if (fault !== undefined)
    throw new BpError("MATERIAL", `${file}:${fault.line}:${fault.column}: ${fault.message}`);
  const [document, second] = documents;
  const root = document?.root;
  if (root === undefined || (root.kind === "scalar" && root.value === null)) return noConfig;
  const values = toValue(root);
  if (!isObject(values) || second !== undefined)
    throw new BpError("MATERIAL", `${file} is not one object`, {
      hint: "write the fields of spec.configSchema, as replicas: 2",
    });
  return { values, at: (pointer) => locationOf(root, pointer) };
}
