import type { RuleInfo } from "../../model/rule-info.ts";

const heldBy = "`bp bump`";

/** What `bp bump` holds a version to; `bp lint` cannot, since it asks neither git nor a registry. */
export const bumpRules: readonly RuleInfo[] = [
  {
    id: "BP603",
    name: "no-step-back",
    severity: "error",
    heldBy,
    summary: "A new version is higher than the one that was there, and than every published one.",
    why: "Flux and every range take the highest version: one that is lower is published and installed nowhere.",
    remedy: "Take the version that `bp bump` names.",
  },
  {
    id: "BP604",
    name: "app-version",
    severity: "error",
    heldBy: "`bp bump --check`",
    summary: "The appVersion of a chart that lockstep in bp.config.yaml names is its version.",
    why: "Where the application is built from the same commit, two numbers for one thing drift apart, and nobody knows which image runs.",
    remedy: "`bp bump NAME --level none` brings both to the chart's version.",
    examples: {
      bad: "# lockstep: [bp-shop]\nversion: 1.2.0\nappVersion: 1.1.0\n",
      good: "version: 1.2.0\nappVersion: 1.2.0\n",
    },
  },
  {
    id: "BP605",
    name: "version-claimed",
    severity: "error",
    heldBy,
    summary: "No other branch carries the version that a bump would make.",
    why: "Two changes that become one version meet at the merge, or worse at the registry: the second one is never published.",
    remedy: "Take the next version that is free; `bp bump` names it.",
  },
  {
    id: "BP610",
    name: "version-published",
    severity: "error",
    heldBy,
    summary: "A version that is published is published once.",
    why: "A tag never moves: what is changed under a published version reaches nobody.",
    remedy: "Take the next version that is free; `bp bump` names it.",
  },
];
