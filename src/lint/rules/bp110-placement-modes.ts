import type { Blueprint } from "../../model/blueprint.ts";
import type { Unit } from "../../model/workspace.ts";
import type { YamlNode } from "../../model/yaml-node.ts";
import {
  entry,
  items,
  nodeAt,
  pair,
  pointerTo,
  scalarText,
  scalarValue,
} from "../../yaml/index.ts";
import { lawAt } from "../allowed.ts";
import { notOneOf } from "../one-of.ts";
import { canonicalMode, placementModes } from "../placement-mode.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

/** The defaults are chosen without asking, so they must be modes that can be chosen. */
export const placementModesRule: Rule = {
  id: "BP110",
  name: "placement-modes",
  severity: "error",
  summary:
    "The placement schema lists at least one known mode, its defaults are among them, and its regions run from 1 to 5.",
  why: "The controller refuses an application whose mode the blueprint does not list: with a default outside the list, every installation that takes the default fails.",
  remedy:
    "List every mode that the blueprint supports under modes, and take the defaults from that list.",
  examples: {
    bad: "placementSchema:\n  modes: [singleton]\n  defaultOnMultiRegion: active-active\n",
    good: "placementSchema:\n  modes: [singleton, active-active]\n  defaultOnMultiRegion: active-active\n",
  },

  *check(input) {
    for (const unit of input.units) {
      const { blueprint } = unit;
      const placement = nodeAt(blueprint?.document.root, "/spec/placementSchema");
      if (blueprint === undefined || placement?.kind !== "mapping") continue;
      yield* judgeModes(placement, { unit, blueprint, input });
      for (const name of ["default", "defaultOnMultiRegion"])
        yield* judgeDefault(placement, name, { unit, blueprint, input });
      yield* judgeRegions(placement, { unit, blueprint, input });
    }
  },
};

interface Subject {
  readonly unit: Unit;
  readonly blueprint: Blueprint;
  readonly input: RuleInput;
}

const at = (...steps: readonly (string | number)[]): string =>
  pointerTo("spec", "placementSchema", ...steps);

function* judgeModes(
  placement: YamlNode,
  { unit, blueprint, input }: Subject,
): Iterable<Complaint> {
  const modes = pair(placement, "modes");
  if (modes === undefined) return;
  const isNull = scalarValue(modes.value) === null;
  if (isNull || (modes.value.kind === "sequence" && modes.value.items.length === 0)) {
    yield { at: modes.key.at, pointer: at("modes"), message: "modes lists no mode", unit };
    return;
  }
  const path = "spec.placementSchema.modes.*";
  const { values } = lawAt(input, blueprint, path, { values: placementModes });
  for (const [index, item] of items(modes.value).entries()) {
    const wrong = notOneOf(item, values);
    if (wrong === undefined) continue;
    yield { at: item.at, pointer: at("modes", index), message: `the mode ${wrong.message}`, unit };
  }
}

function* judgeDefault(
  placement: YamlNode,
  name: string,
  { unit, blueprint, input }: Subject,
): Iterable<Complaint> {
  const node = entry(placement, name);
  const mode = scalarText(node);
  if (node === undefined || mode === undefined) return;
  const path = `spec.placementSchema.${name}`;
  const { values } = lawAt(input, blueprint, path, { values: placementModes });
  const wrong = notOneOf(node, values);
  const modes = items(entry(placement, "modes")).flatMap((item) => scalarText(item) ?? []);
  const listed = modes.map(canonicalMode).includes(canonicalMode(mode));
  if (wrong !== undefined)
    yield { at: node.at, pointer: at(name), message: `the mode ${wrong.message}`, unit };
  else if (modes.length > 0 && !listed) {
    const message = `${name} is ${mode}, which modes does not list (${modes.join(", ")})`;
    yield { at: node.at, pointer: at(name), message, unit };
  }
}

function* judgeRegions(placement: YamlNode, subject: Subject): Iterable<Complaint> {
  const { unit, blueprint, input } = subject;
  const [least, most] = ["minRegions", "maxRegions"].map((name) => entry(placement, name));
  for (const [name, node] of [
    ["minRegions", least],
    ["maxRegions", most],
  ] as const) {
    const count = integer(node);
    if (node === undefined || count === undefined) continue;
    const path = `spec.placementSchema.${name}`;
    const { minimum, maximum } = lawAt(input, blueprint, path, { minimum: 1, maximum: 5 });
    if (count >= minimum && count <= maximum) continue;
    const message = `${name} is ${count}, outside ${minimum} to ${maximum}`;
    yield { at: node.at, pointer: at(name), message, unit };
  }
  const [from, to] = [integer(least), integer(most)];
  if (least === undefined || from === undefined || to === undefined || from <= to) return;
  const message = `minRegions is ${from}, more than maxRegions, which is ${to}`;
  yield { at: least.at, pointer: at("minRegions"), message, unit };
}

function integer(node: YamlNode | undefined): number | undefined {
  const value = scalarValue(node);
  return typeof value === "number" && Number.isInteger(value) ? value : undefined;
}
