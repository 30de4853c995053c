import { readFileSync } from "node:fs";
import { join } from "node:path";

import { compileCrd } from "../../src/schema/index.ts";
import type { CompiledCrd, CrdVersion } from "../../src/schema/index.ts";
import { parseYaml, toValue } from "../../src/yaml/index.ts";

export function yaml(text: string): unknown {
  const { documents, findings } = parseYaml(text, "test.yaml");
  if (findings.length > 0) throw new Error(findings[0]?.message);
  return toValue(documents[0]?.root);
}

/** A CRD of one version whose root schema is the given YAML. */
export function crdWith(schema: string): CompiledCrd {
  const openAPIV3Schema = yaml(schema);
  const version = { name: "v1", served: true, storage: true, schema: { openAPIV3Schema } };
  return compileCrd({ spec: { group: "g.io", names: { kind: "K" }, versions: [version] } });
}

/** The version of a CRD whose spec has the given schema; the CRD must be without faults. */
export function versionWith(specSchema: string): CrdVersion {
  const indented = specSchema.replaceAll(/^/gmu, "    ");
  const { versions, faults } = crdWith(`type: object\nproperties:\n  spec:\n${indented}`);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  const version = versions.get("v1");
  if (version === undefined) throw new Error("no version");
  return version;
}

export function embeddedCrd(): CompiledCrd {
  const file = join(import.meta.dirname, "../../schemas/blueprint.crd.yaml");
  return compileCrd(yaml(readFileSync(file, "utf8")));
}
