import { needsNetwork } from "../needs-network.ts";
import type { Rule } from "../rule.ts";

/** A version is a name; the digest is the chart. */
export const lockedBytes: Rule = {
  id: "BP216",
  name: "locked-bytes",
  severity: "error",
  summary: "The bytes of every upstream chart are those that bp.lock holds.",
  why: "A repository can put other bytes under an old version, by mistake or by force; nothing else between it and the cluster would notice.",
  remedy: "See what changed; if it shall be so, `bp vendor --update NAME` locks it anew.",
  examples: {
    bad: "# bp.lock holds sha256: 0b7a…, the repository gives 77ed…\n",
    good: "# bp.lock holds sha256: 0b7a…, the repository gives 0b7a…\n",
  },

  check: () => [],

  notRun: ({ units, workspace }) => needsNetwork(units, workspace, "bp vendor does"),
};
