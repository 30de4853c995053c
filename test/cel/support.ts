import { compileRules } from "../../src/cel/index.ts";
import type { CelOptions, CompiledRule } from "../../src/cel/index.ts";
import { compileCrd } from "../../src/schema/index.ts";
import { parseYaml, toValue } from "../../src/yaml/index.ts";

/** A JSON value from YAML. */
export function fromYaml(text: string): unknown {
  return toValue(parseYaml(text, "schema.yaml").documents[0]?.root);
}

/** A CRD with one field, `spec`, of the given schema with one rule. */
export function crdOf(schema: string, rule: string, more: object = {}): object {
  const validations = { "x-kubernetes-validations": [{ rule, ...more }] };
  const openAPIV3Schema = {
    type: "object",
    properties: { spec: { ...(fromYaml(schema) as object), ...validations } },
  };
  return { name: "v1", served: true, storage: true, schema: { openAPIV3Schema } };
}

/** The only rule of a spec whose schema is the given YAML, compiled; undefined where the schema reader refuses it. */
export function ruleOf(
  schema: string,
  rule: string,
  more: object = {},
  options: CelOptions = {},
): CompiledRule {
  const crd = compileCrd({ spec: { group: "g", versions: [crdOf(schema, rule, more)] } });
  const structural = crd.versions.get("v1")?.ruled[0];
  const [compiled] = structural === undefined ? [] : compileRules(structural, false, options);
  if (compiled === undefined) throw new Error(JSON.stringify(crd.faults));
  return compiled;
}

/** Why an API server would refuse the rule. */
export function faultsOf({ faults }: CompiledRule): readonly string[] {
  return faults.map(({ field, message }) => `${field}: ${message}`);
}
