import { needsNetwork } from "../needs-network.ts";
import type { Rule } from "../rule.ts";

/** A pin can be written that never existed. */
export const upstreamExists: Rule = {
  id: "BP215",
  name: "upstream-exists",
  severity: "error",
  summary: "Every upstream chart is in its repository, in a version that Chart.yaml asks for.",
  why: "A version that never was, or was taken away, is found out by the first build without a cache: in CI, or at the customer's.",
  remedy:
    "Ask for a version that is there: `bp outdated` lists what is newest, `bp vendor` finds it.",
  examples: {
    bad: "# 99.0.0 is not in the repository\ndependencies:\n  - {name: app, version: 99.0.0, repository: https://x.example}\n",
    good: "dependencies:\n  - {name: app, version: 1.2.3, repository: https://x.example}\n",
  },

  check: () => [],

  notRun: ({ units, workspace }) => needsNetwork(units, workspace, "bp vendor and bp outdated do"),
};
