import type { Unit } from "../../model/workspace.ts";
import type { ScalarNode } from "../../model/yaml-node.ts";
import { replaceNode, writeScalar } from "../edit.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";
import { isFlag } from "../scalar-intent.ts";
import { scalarsWhere } from "../unit-scalars.ts";
import type { PlacedScalar } from "../unit-scalars.ts";
import { ambiguityOf } from "../yaml-version.ts";
import type { Ambiguity } from "../yaml-version.ts";

/** Off is a word in an editor, and false in a cluster. */
export const yamlVersions: Rule = {
  id: "BP102",
  name: "yaml-versions",
  severity: "error",
  summary: "Every plain value and key reads the same by YAML 1.1 and by YAML 1.2.",
  why: "Kubernetes and Helm read yes, no, on, off, y and n as booleans, as YAML 1.1 does, while browsers and newer tools read text: the form shows one value, and the cluster gets another.",
  remedy: 'Quote it where it is text ("Off"); write true or false where it is a switch.',
  fixes: "some",
  examples: { bad: "updateMode: Off\n", good: 'updateMode: "Off"\n' },

  *check(input) {
    for (const unit of input.units) {
      for (const scalar of scalarsWhere(unit, isAmbiguous)) {
        const ambiguity = ambiguityOf(scalar.node);
        if (ambiguity !== undefined) yield complaintOf(scalar, ambiguity, { unit, input });
      }
    }
  },
};

function isAmbiguous(node: ScalarNode): boolean {
  return ambiguityOf(node) !== undefined;
}

function complaintOf(
  scalar: PlacedScalar,
  { reading, flag, harmless }: Ambiguity,
  { unit, input }: { readonly unit: Unit; readonly input: RuleInput },
): Complaint {
  const { node, pointer, isKey } = scalar;
  const what = isKey ? "the key " : "";
  const place = { at: node.at, pointer, unit, message: `${what}${node.text} is ${reading}` };
  if (harmless)
    return {
      ...place,
      severity: "info",
      help: "Quote it where it is text; write a number in plain decimal digits.",
    };
  const isSwitch = flag !== undefined && !isKey && isFlag(scalar, input);
  const change = isSwitch ? replaceNode(node, String(flag)) : writeScalar(node, node.text);
  const description = isSwitch ? `write ${flag}` : `quote ${node.text}`;
  return { ...place, fix: { description, changes: [change] } };
}
