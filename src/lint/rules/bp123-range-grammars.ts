import { upgradeRangeFault } from "../../model/upgrade-range.ts";
import { isRange } from "../../model/version.ts";
import { items, nodeAt, pointerTo, scalarText } from "../../yaml/index.ts";
import type { Rule } from "../rule.ts";

/** Two grammars read the ranges of one file, and most people know one of them. */
export const rangeGrammars: Rule = {
  id: "BP123",
  name: "range-grammars",
  severity: "info",
  summary:
    "A range under upgrades means the same to who knows npm's grammar, which reads depends, as to the blueprint controller.",
  why: "The controller's grammar takes each component by itself, leading zeros and a pre-release behind two components; npm's does not read such a range, so a person and a tool that know npm's take it for something else, or for nothing.",
  remedy:
    "Write numbers first and x behind them, without leading zeros, and a pre-release behind three numbers.",
  examples: {
    bad: 'upgrades:\n  from: ["1.x.0"] # every 1.n.0\n',
    good: 'upgrades:\n  from: ["1.x"]\n',
  },

  *check({ units }) {
    for (const unit of units) {
      for (const name of ["from", "blocks"]) {
        const list = nodeAt(unit.blueprint?.document.root, pointerTo("spec", "upgrades", name));
        for (const [index, item] of items(list).entries()) {
          const range = scalarText(item);
          if (range === undefined || isRange(range) || upgradeRangeFault(range) !== undefined)
            continue;
          const message = `the range ${JSON.stringify(range)} is none in npm's grammar, which reads depends`;
          const pointer = pointerTo("spec", "upgrades", name, index);
          yield { at: item.at, pointer, message, unit };
        }
      }
    }
  },
};
