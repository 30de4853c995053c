import type { MappingNode } from "../../model/yaml-node.ts";
import { nodeAt, pair, toValue } from "../../yaml/index.ts";
import { isWithin, writeScalar } from "../edit.ts";
import type { Migration, MigrationStep } from "./migration.ts";

/** Today's name of each field, and the older ones, the first of which that is there takes its place. */
const names: readonly (readonly [string, readonly string[]])[] = [
  ["summary", ["description", "tagline"]],
  ["category", ["family"]],
  ["documentation", ["docs"]],
];

/** The fields of a card had several names. */
export const cardNames: Migration = {
  name: "card-names",

  *steps({ document }) {
    const card = nodeAt(document.root, "/spec/card");
    if (card?.kind !== "mapping") return;
    for (const [name, older] of names) yield* rename(card, name, older);
  },
};

function* rename(
  card: MappingNode,
  name: string,
  older: readonly string[],
): Iterable<MigrationStep> {
  const [found] = older.flatMap((old) => pair(card, old) ?? []);
  if (found === undefined) return;
  const { key, value } = found;
  const message = `the card's ${found.name} is called ${name} today`;
  const there = pair(card, name);
  if (there === undefined && isWithin(key, card)) {
    const fix = { description: `call it ${name}`, changes: [writeScalar(key, name)] };
    yield { at: key.at, message, fix };
  } else if (there === undefined) {
    yield { at: key.at, message: `${message}, and an alias or merge key brings it here` };
  } else if (name !== "summary" && toValue(there.value) !== toValue(value)) {
    yield { at: key.at, message: `${message}, and ${name} says something else: keep one` };
  }
}
