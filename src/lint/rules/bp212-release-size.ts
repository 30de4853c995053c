import { unrendered } from "../rendered/not-run.ts";
import type { Rule } from "../rule.ts";

/** A release that does not fit into its Secret cannot be installed. */
export const releaseSize: Rule = {
  id: "BP212",
  name: "release-size",
  severity: "error",
  summary: "A release fits into the Secret that Helm stores it in, with a tenth to spare.",
  why: "The cluster refuses an object of more than 1 MiB, so the installation fails, at every attempt, with a message that names no file.",
  remedy: "Leave out of the package what the release does not need, or split the chart.",
  examples: {
    bad: "a chart with 1.2 MB of dashboards in files/\n",
    good: "the dashboards in a chart of their own\n",
  },

  check: () => [],

  notRun: (input) => unrendered(input),
};
