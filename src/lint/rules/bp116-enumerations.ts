import type { Blueprint } from "../../model/blueprint.ts";
import type { Unit } from "../../model/workspace.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import { entry, items, nodeAt, pointerSteps, pointerTo, scalarText } from "../../yaml/index.ts";
import { lawAt } from "../allowed.ts";
import { notOneOf } from "../one-of.ts";
import { placeOf } from "../place.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

const tiers = ["dmz", "mgmt", "rtz"];
const places = ["host", "mgmt", "dmz", "rtz"];

/** The fields that take one of a few words; `*` stands for any item. */
const words: readonly (readonly [path: string, values: readonly string[]])[] = [
  ["spec.manifests.source.kind", ["HelmChart", "Kustomize", "OAM"]],
  ["spec.visibility", ["listed", "unlisted", "private"]],
  ["spec.placementSchema.vcluster", tiers],
  ["spec.defaultPlacement", places],
  ["spec.defaultPlacement.vcluster", places],
  ["spec.allowedPlacements.*", places],
];

const lifetime = /^\d+[smhd]$/u;

/** Words that controllers compare letter by letter. */
export const enumerations: Rule = {
  id: "BP116",
  name: "enumerations",
  severity: "error",
  summary:
    "Source kinds, visibility, placements and rotations hold the words that the platform knows.",
  why: "A controller that meets a word it does not know refuses the blueprint, or passes over the field without a sound.",
  remedy: "Take one of the words that the message names.",
  examples: {
    bad: "visibility: public\nrotation:\n  - { ttl: 3 months }\n",
    good: "visibility: listed\nrotation:\n  - { kind: password, ttl: 90d }\n",
  },

  *check(input) {
    for (const unit of input.units) {
      const { blueprint } = unit;
      if (blueprint === undefined) continue;
      for (const [path, values] of words)
        yield* judgeWords({ unit, blueprint, input }, path, values);
      yield* judgeRotation(unit, blueprint);
    }
  },
};

interface Subject {
  readonly unit: Unit;
  readonly blueprint: Blueprint;
  readonly input: RuleInput;
}

function* judgeWords(
  { unit, blueprint, input }: Subject,
  path: string,
  values: readonly string[],
): Iterable<Complaint> {
  const law = lawAt(input, blueprint, path, { values });
  for (const { pointer, node } of nodesAt(blueprint, path)) {
    const wrong = notOneOf(node, law.values);
    if (wrong === undefined) continue;
    const name = pointerSteps(pointer).slice(1).join(".");
    yield { at: node.at, pointer, message: `${name} ${wrong.message}`, unit };
  }
}

function nodesAt(
  { document }: Blueprint,
  path: string,
): readonly { readonly pointer: string; readonly node: YamlNode }[] {
  const pointer = pointerTo(...path.split(".").filter((step) => step !== "*"));
  const node = nodeAt(document.root, pointer);
  if (node === undefined) return [];
  if (!path.endsWith("*")) return [{ pointer, node }];
  return items(node).map((item, index) => ({ pointer: `${pointer}/${index}`, node: item }));
}

function* judgeRotation(unit: Unit, { document }: Blueprint): Iterable<Complaint> {
  const list = nodeAt(document.root, "/spec/rotation");
  for (const [index, item] of items(list).entries()) {
    if (item.kind !== "mapping") continue;
    const pointer = pointerTo("spec", "rotation", index, "kind");
    if (entry(item, "kind") === undefined)
      yield { at: placeOf(document, pointer), pointer, message: "the rotation has no kind", unit };
    const node = entry(item, "ttl");
    const ttl = scalarText(node);
    if (node === undefined || ttl === undefined || lifetime.test(ttl)) continue;
    yield {
      at: node.at,
      pointer: pointerTo("spec", "rotation", index, "ttl"),
      message: `the ttl ${JSON.stringify(ttl)} is no number of seconds, minutes, hours or days, as 90d`,
      unit,
    };
  }
}
