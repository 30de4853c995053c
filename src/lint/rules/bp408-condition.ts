import type { Blueprint, BlueprintDependency } from "../../model/blueprint.ts";
import { isConfig, readCondition } from "../../model/condition.ts";
import type { Unit } from "../../model/workspace.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { entry, nodeAt, pair, pointerTo, scalarText } from "../../yaml/index.ts";
import { dependsPointer } from "../place.ts";
import type { Complaint, Rule } from "../rule.ts";
import { actionsOf } from "../template/actions.ts";
import type { Word } from "../template/words.ts";
import { wordsOf } from "../template/words.ts";

/** What decides over a dependency is known before anything runs. */
export const condition: Rule = {
  id: "BP408",
  name: "condition",
  severity: "error",
  summary:
    "A dependency's when asks for fields of configSchema alone, and its values read .application and .config alone.",
  why: "A condition on a field that nobody can set is never true: the dependency is left out, and the application fails where it needs it.",
  remedy:
    "Use .config.<field of configSchema>, literals, ==, !=, && and ||; in values .application.* and .config.*.",
  examples: {
    bad: "when: .Values.ha\n",
    good: "when: .config.ha == true\n",
  },

  *check({ units }) {
    for (const unit of units) {
      const { blueprint } = unit;
      for (const item of blueprint?.depends ?? []) {
        if (blueprint === undefined) continue;
        yield* judgeWhen(unit, blueprint, item);
        yield* judgeValues(unit, blueprint, item);
      }
    }
  },
};

function* judgeWhen(
  unit: Unit,
  blueprint: Blueprint,
  { when, at: item }: BlueprintDependency,
): Iterable<Complaint> {
  if (when === undefined) return;
  const { root } = blueprint.document;
  const pointer = `${dependsPointer(blueprint, item)}/when`;
  const place = { at: nodeAt(root, pointer)?.at ?? item, pointer, unit };
  const { paths, fault } = readCondition(when);
  if (fault !== undefined) {
    yield { ...place, message: `the condition ${JSON.stringify(when)} ${fault}` };
    return;
  }
  const schema = nodeAt(root, "/spec/configSchema");
  for (const path of new Set(paths)) {
    if (isKnown(schema, path.split(".").slice(2))) continue;
    yield { ...place, message: `the condition asks for ${path}, which configSchema does not have` };
  }
}

/** Where the schema leaves a part open, or refers to another, any field may stand below. */
function isKnown(schema: YamlNode | undefined, steps: readonly string[]): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return true;
  const property = pair(entry(schema, "properties"), step);
  if (property !== undefined) return isKnown(property.value, rest);
  return openers.some((keyword) => isOpen(entry(schema, keyword)));
}

const openers: readonly string[] = [
  "$ref",
  "allOf",
  "anyOf",
  "oneOf",
  "patternProperties",
  "additionalProperties",
  "x-kubernetes-preserve-unknown-fields",
];

function isOpen(node: YamlNode | undefined): boolean {
  return node !== undefined && !(node.kind === "scalar" && node.value === false);
}

function* judgeValues(
  unit: Unit,
  blueprint: Blueprint,
  { at: item }: BlueprintDependency,
): Iterable<Complaint> {
  const { root } = blueprint.document;
  const pointer = `${dependsPointer(blueprint, item)}/values`;
  for (const { node, path } of textsBelow(nodeAt(root, pointer), pointer)) {
    for (const read of pathsRead(scalarText(node) ?? "")) {
      if (isConfig(read) || read.startsWith(".application.")) continue;
      const message = `the value reads ${read}, and only .application.* and .config.* are known`;
      yield { at: node.at, pointer: path, unit, message };
    }
  }
}

function* textsBelow(
  node: YamlNode | undefined,
  path: string,
): Iterable<{ node: YamlNode; path: string }> {
  if (node?.kind === "scalar") yield { node, path };
  if (node?.kind === "sequence")
    for (const [index, item] of node.items.entries())
      yield* textsBelow(item, path + pointerTo(index));
  if (node?.kind === "mapping")
    for (const { name, value } of node.pairs) yield* textsBelow(value, path + pointerTo(name));
}

/** The field paths that a text's actions read from the top, each once; none where the dot changes on the way. */
function pathsRead(text: string): ReadonlySet<string> {
  const lines = actionsOf(text).map(({ body }) => [...wordsOf(body)]);
  const moves = lines.some((words) =>
    words.some((word) => word.kind === "keyword" && movesDot.test(word.text)),
  );
  return new Set(moves ? [] : lines.flatMap((words) => pathsOf(words)));
}

const movesDot = /^(?:range|with|define|block|template)$/u;

/** Fields that follow each other without a space are one path; what follows a variable or a call reads no dot. */
function pathsOf(words: readonly Word[]): readonly string[] {
  const paths: string[] = [];
  let end = -1;
  let reads = false;
  for (const [index, { kind, text, start }] of words.entries()) {
    const before = words[index - 1];
    const joined = before !== undefined && before.start + before.text.length === start;
    if (kind === "field" && start === end) {
      if (reads) paths.push(`${paths.pop() ?? ""}${text}`);
    } else if (kind === "field") {
      reads = !joined || before.text === "$" || before.text === "(";
      if (reads) paths.push(text);
    }
    end = kind === "field" ? start + text.length : -1;
  }
  return paths;
}
