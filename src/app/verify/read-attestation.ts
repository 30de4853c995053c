import { compileCondition } from "../../cel/index.ts";
import { predicateTypeOf } from "../../model/predicate-types.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { membersOf, textOf, wrong } from "../config-read.ts";
import type { AttestationCondition, RequiredAttestation } from "./attestation-check.ts";

/** The name under which a condition finds the predicate. */
const variable = "predicate";

/** An entry of a policy's `attestations`. @throws BpError CONFIG with the place of what is wrong */
export function readAttestation(node: YamlNode): RequiredAttestation {
  const members = membersOf(node, "an attestation", ["type", "conditions"]);
  const type = members.get("type");
  if (type === undefined) throw wrong(node, "an attestation must name its type");
  const name = textOf(type, "type");
  const conditions = members.get("conditions");
  if (conditions !== undefined && conditions.kind !== "sequence")
    throw wrong(conditions, "conditions must be a list of CEL expressions");
  return {
    name,
    type: predicateTypeOf(name),
    conditions: (conditions?.items ?? []).map(conditionOf),
  };
}

function conditionOf(node: YamlNode): AttestationCondition {
  const source = textOf(node, "a condition");
  const compiled = compileCondition(source, variable);
  if (compiled.fault !== undefined)
    throw wrong(node, `the condition ${JSON.stringify(source)} is no CEL: ${compiled.fault}`);
  return { source, broken: compiled.broken };
}
