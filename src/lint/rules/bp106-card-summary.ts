import { nodeAt, entry, scalarText } from "../../yaml/index.ts";
import { keyPlaceOf } from "../place.ts";
import type { Rule } from "../rule.ts";

const synonyms = ["summary", "description", "tagline"] as const;

/** Three names for one text: any of them will do, none of them leaves the card empty. */
export const cardSummary: Rule = {
  id: "BP106",
  name: "card-summary",
  severity: "warning",
  summary: "A card says what the blueprint does: summary, description or tagline.",
  why: "The catalogue and the install wizard show a card without a text under its title.",
  remedy: "Add spec.card.summary, one or two sentences.",

  *check({ units }) {
    for (const unit of units) {
      const { blueprint } = unit;
      const pointer = "/spec/card";
      const card = nodeAt(blueprint?.document.root, pointer);
      if (blueprint === undefined || card?.kind !== "mapping") continue;
      if (synonyms.some((name) => isWritten(scalarText(entry(card, name))))) continue;
      const message = `the card has no ${synonyms.join(", ")}`;
      yield { at: keyPlaceOf(blueprint.document, pointer), pointer, message, unit };
    }
  },
};

function isWritten(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== "";
}
