import { nodeAt } from "../../yaml/index.ts";
import type { Rule } from "../rule.ts";

/** A version that nobody can reach is published for new installations alone. */
export const upgradePath: Rule = {
  id: "BP614",
  name: "upgrade-path",
  severity: "error",
  summary: "From every published version a way of upgrades leads to this one.",
  why: "What upgrades.from and upgrades.blocks leave out stays where it is, without fixes, until somebody installs it anew.",
  remedy: "Let upgrades.from take the version, or publish one between that both take.",
  examples: {
    bad: "# 1.0.0 is published, and nothing between\nspec: {version: 1.2.0, upgrades: {from: [1.1.x]}}\n",
    good: "spec: {version: 1.2.0, upgrades: {from: [1.0.x, 1.1.x]}}\n",
  },

  check: () => [],

  notRun: ({ units }) =>
    units.some(({ blueprint }) => nodeAt(blueprint?.document.root, "/spec/upgrades") !== undefined)
      ? "it asks for the published versions, which bp diff does"
      : undefined,
};
