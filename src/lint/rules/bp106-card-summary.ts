import { foldName } from "../../model/blueprint.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";
import type { MappingNode, MappingPair } from "../../model/yaml-node.ts";
import { entry, nodeAt, pair, pointerTo, scalarText, toValue } from "../../yaml/index.ts";
import { isWithin, writeScalar } from "../edit.ts";
import { keyPlaceOf } from "../place.ts";
import type { Complaint, Rule } from "../rule.ts";

const synonyms = ["summary", "description", "tagline"] as const;

/** Two names of one thing: where both are written, they must say the same. */
const pairs = [
  ["category", "family"],
  ["documentation", "docs"],
] as const;

/** Three names for one text: any of them will do, but the wizard of the bootstrap kit reads one alone. */
export const cardSummary: Rule = {
  id: "BP106",
  name: "card-summary",
  severity: "warning",
  summary:
    "A card has a title and says what the blueprint does: summary, description or tagline; a blueprint of a bootstrap kit says it in summary.",
  why: "The catalogue and the install wizard show a card without a text under its title. The wizard reads summary alone, so a text under another name stays unseen there.",
  remedy: "Write spec.card.summary, one or two sentences.",
  fixes: "some",
  examples: {
    bad: "card:\n  title: Grafana\n",
    good: "card:\n  title: Grafana\n  summary: Dashboards for metrics, logs and traces.\n",
  },

  *check({ units, workspace }) {
    const inKit = kitCharts(workspace);
    for (const unit of units) {
      const card = nodeAt(unit.blueprint?.document.root, "/spec/card");
      if (card?.kind !== "mapping") continue;
      yield* judgeTitle(card, unit);
      yield* judgeText(card, unit, inKit.has(foldName(unit.name)));
      for (const names of pairs) yield* judgePair(card, names, unit);
    }
  },
};

function kitCharts({ kitSlots }: Workspace): ReadonlySet<string> {
  return new Set(kitSlots.map(({ chart }) => foldName(chart)));
}

/** A missing title is the schema's to report; an empty one is refused by it too. */
function* judgeTitle(card: MappingNode, unit: Unit): Iterable<Complaint> {
  const title = entry(card, "title");
  const text = scalarText(title);
  if (title === undefined || text === undefined || text.trim() !== "") return;
  const severity = text === "" ? "error" : "warning";
  const pointer = "/spec/card/title";
  const message = "the card's title is empty";
  yield {
    at: title.at,
    pointer,
    severity,
    message,
    help: "Write the name that a reader sees.",
    unit,
  };
}

function* judgeText(card: MappingNode, unit: Unit, inKit: boolean): Iterable<Complaint> {
  const { blueprint } = unit;
  if (blueprint === undefined) return;
  const first = synonyms
    .map((name) => pair(card, name))
    .find((one) => isWritten(scalarText(one?.value)));
  const pointer = "/spec/card";
  const at = keyPlaceOf(blueprint.document, pointer);
  if (first === undefined)
    yield { at, pointer, message: `the card has no ${synonyms.join(", ")}`, unit };
  else if (inKit && first.name !== "summary")
    yield {
      at: first.key.at,
      pointer: pointerTo("spec", "card", first.name),
      message: `a bootstrap kit installs ${unit.name}, and the wizard reads its text from summary, not from ${first.name}`,
      unit,
      ...renaming(card, first),
    };
}

/** Only where no summary, not even an empty one, stands in the way. */
function renaming(card: MappingNode, { key }: MappingPair): Pick<Complaint, "fix"> {
  if (pair(card, "summary") !== undefined || !isWithin(key, card)) return {};
  const description = `call ${key.text} summary`;
  return { fix: { description, changes: [writeScalar(key, "summary")] } };
}

function* judgePair(
  card: MappingNode,
  [name, other]: readonly [string, string],
  unit: Unit,
): Iterable<Complaint> {
  const [first, second] = [pair(card, name), pair(card, other)];
  if (first === undefined || second === undefined) return;
  if (toValue(first.value) === toValue(second.value)) return;
  yield {
    at: second.key.at,
    pointer: pointerTo("spec", "card", other),
    message: `${name} and ${other} are two names of one thing and differ: some readers take the one, some the other`,
    help: `Keep ${name} and take ${other} out.`,
    unit,
  };
}

function isWritten(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== "";
}
