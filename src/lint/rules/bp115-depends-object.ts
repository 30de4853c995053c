import type { Fix } from "../../model/change.ts";
import type { Unit } from "../../model/workspace.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { items, nodeAt, entry, pointerTo, scalarText } from "../../yaml/index.ts";
import { asObject } from "../as-object.ts";
import type { Complaint, Rule } from "../rule.ts";

const namePattern = /^(?:bp-)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;

/** The API server refuses a bare string, which older trees still carry. */
export const dependsObject: Rule = {
  id: "BP115",
  name: "depends-object",
  severity: "error",
  summary: "Every item of spec.depends is an object whose blueprint is a valid name.",
  why: "The API server refuses a bare string, and a string has no room for a version range, so that any version would do.",
  remedy: "Write each item as an object: blueprint: bp-x, and a version range beside it.",
  fixes: "some",
  examples: {
    bad: "depends:\n  - bp-cert-manager\n",
    good: "depends:\n  - blueprint: bp-cert-manager\n    version: ^1.1\n",
  },

  *check({ units }) {
    for (const unit of units) {
      const list = nodeAt(unit.blueprint?.document.root, "/spec/depends");
      for (const [index, item] of items(list).entries()) yield* judge(item, index, unit);
    }
  },
};

function* judge(item: YamlNode, index: number, unit: Unit): Iterable<Complaint> {
  const pointer = pointerTo("spec", "depends", index);
  const bare = scalarText(item);
  if (bare !== undefined) {
    yield {
      at: item.at,
      pointer,
      message: `the dependency ${JSON.stringify(bare)} is a bare string, not an object`,
      help: `Write it as an object: {blueprint: ${bare}, version: <range>}.`,
      unit,
      ...repair(item, unit),
    };
    return;
  }
  const node = entry(item, "blueprint");
  const name = scalarText(node);
  if (node === undefined || name === undefined || namePattern.test(name)) return;
  yield {
    at: node.at,
    pointer: `${pointer}/blueprint`,
    message: `${JSON.stringify(name)} is no blueprint name: lower-case letters, digits and dashes, with or without bp-`,
    unit,
  };
}

function repair(item: YamlNode, { blueprint }: Unit): { readonly fix?: Fix } {
  const fix = blueprint === undefined ? undefined : asObject(item, blueprint);
  return fix === undefined ? {} : { fix };
}
