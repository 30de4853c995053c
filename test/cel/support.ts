import { compileRules } from "../../src/cel/index.ts";
import type { CompiledRule } from "../../src/cel/index.ts";
import { compileCrd } from "../../src/schema/index.ts";
import { parseYaml, toValue } from "../../src/yaml/index.ts";

/** The only rule of a spec whose schema is the given YAML, compiled. */
export function ruleOf(schema: string, rule: string, more: object = {}): CompiledRule {
  const spec = toValue(parseYaml(schema, "schema.yaml").documents[0]?.root);
  const validations = { "x-kubernetes-validations": [{ rule, ...more }] };
  const openAPIV3Schema = {
    type: "object",
    properties: { spec: { ...(spec as object), ...validations } },
  };
  const version = { name: "v1", storage: true, schema: { openAPIV3Schema } };
  const crd = compileCrd({ spec: { group: "g", versions: [version] } });
  const structural = crd.versions.get("v1")?.ruled[0];
  const [compiled] = structural === undefined ? [] : compileRules(structural, false);
  if (compiled === undefined) throw new Error(JSON.stringify(crd.faults));
  return compiled;
}
