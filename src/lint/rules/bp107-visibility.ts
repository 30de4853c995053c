import { nodeAt } from "../../yaml/index.ts";
import { keyPlaceOf } from "../place.ts";
import type { Rule } from "../rule.ts";

/** Two readers have two defaults. */
export const visibility: Rule = {
  id: "BP107",
  name: "visibility",
  severity: "warning",
  summary: "A blueprint says whether the catalogue lists it.",
  why: "Without a word the controller takes it as listed and the catalogue build as unlisted: it shows in one place and not in the other.",
  remedy: "Add spec.visibility: listed, unlisted or private.",

  *check({ units }) {
    for (const unit of units) {
      const { blueprint } = unit;
      const spec = nodeAt(blueprint?.document.root, "/spec");
      if (blueprint === undefined || spec?.kind !== "mapping") continue;
      const pointer = "/spec/visibility";
      if (nodeAt(spec, "/visibility") !== undefined) continue;
      const at = keyPlaceOf(blueprint.document, "/spec");
      yield { at, pointer, message: "spec.visibility is not set", unit };
    }
  },
};
