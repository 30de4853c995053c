import { upgradeRangeFault } from "../../model/upgrade-range.ts";
import { items, nodeAt, pointerTo, scalarText } from "../../yaml/index.ts";
import type { Rule } from "../rule.ts";

/** A range that npm reads is not yet one that the controller reads. */
export const upgradeRanges: Rule = {
  id: "BP114",
  name: "upgrade-ranges",
  severity: "error",
  summary:
    "Every range under upgrades.from and upgrades.blocks is one that the blueprint controller reads.",
  why: "The controller leaves a blueprint pending whose range it cannot read, so that no installation finds a path to the new version.",
  remedy:
    "Write parts set apart by spaces, each an operator (^ ~ >= <= > < =) or none and up to three numbers or x: 1.x, or >=1.2.0 <2.",
  examples: {
    bad: 'upgrades:\n  from: ["1.x || 2.x"]\n',
    good: 'upgrades:\n  from: ["1.x", "2.x"]\n',
  },

  *check({ units }) {
    for (const unit of units) {
      for (const name of ["from", "blocks"]) {
        const list = nodeAt(unit.blueprint?.document.root, pointerTo("spec", "upgrades", name));
        for (const [index, item] of items(list).entries()) {
          const range = scalarText(item);
          const fault = range === undefined ? undefined : upgradeRangeFault(range);
          if (fault === undefined) continue;
          yield {
            at: item.at,
            pointer: pointerTo("spec", "upgrades", name, index),
            message: `the range ${JSON.stringify(range)} ${fault}`,
            unit,
          };
        }
      }
    }
  },
};
