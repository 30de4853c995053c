import type { YamlNode } from "../../model/yaml-node.ts";
import { nodeAt, toValue } from "../../yaml/index.ts";
import type { SchemaFault } from "../config-schema/fault.ts";
import { isObject } from "../config-schema/fault.ts";
import { schemaFaults } from "../config-schema/walk.ts";
import { keyPlaceOf, placeOf } from "../place.ts";
import type { Rule } from "../rule.ts";
import { ambiguityOf } from "../yaml-version.ts";

const pointer = "/spec/configSchema";

/** The install form is made from the schema alone. */
export const configSchema: Rule = {
  id: "BP109",
  name: "config-schema",
  severity: "error",
  summary:
    "The configuration's schema is valid JSON Schema of the keywords that the install form reads; every default keeps its own schema, and what is required is declared.",
  why: "The form is generated, never written by hand: what the schema gets wrong, every installation gets wrong, and a default that breaks its schema fails the installation of whoever changes nothing.",
  remedy: "Correct the schema; let each default be a value that it allows.",
  examples: {
    bad: "configSchema:\n  type: object\n  properties:\n    replicas: { type: integer, default: 0, minimum: 1 }\n",
    good: "configSchema:\n  type: object\n  properties:\n    replicas: { type: integer, default: 1, minimum: 1 }\n",
  },

  *check({ units }) {
    for (const unit of units) {
      const document = unit.blueprint?.document;
      const node = nodeAt(document?.root, pointer);
      if (document === undefined || node?.kind !== "mapping") continue;
      const schema = toValue(node);
      for (const fault of [...rootFault(schema), ...schemaFaults(schema, pointer)]) {
        const { pointer: place, atKey, message, severity } = fault;
        if (isMisread(document.root, place)) continue;
        const at = atKey === true ? keyPlaceOf(document, place) : placeOf(document, place);
        const graded = severity === undefined ? {} : { severity };
        yield { at, pointer: place, message, unit, ...graded };
      }
    }
  },
};

/** `default: Off` is false to this reader: what is wrong with it is its missing quotes, of which BP102 speaks. */
function isMisread(root: YamlNode | undefined, place: string): boolean {
  const node = nodeAt(root, place);
  const nodes = node?.kind === "sequence" ? node.items : [node];
  return nodes.some((one) => one?.kind === "scalar" && ambiguityOf(one)?.harmless === false);
}

/** Values are an object, so their schema is an object's. */
function* rootFault(schema: unknown): Iterable<SchemaFault> {
  const type = isObject(schema) ? schema["type"] : undefined;
  if (typeof type !== "string" || type === "object") return;
  yield {
    pointer: `${pointer}/type`,
    message: `the configuration is an object, not of type ${type}`,
  };
}
