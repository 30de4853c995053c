import type { Rule } from "../rule.ts";

/** Two files that must name one version of one thing. */
export const crossFilePins: Rule = {
  id: "BP213",
  name: "cross-file-pins",
  severity: "error",
  summary:
    "What is pinned in several files, as the Flux of a chart and of its bootstrap script, is pinned alike.",
  why: "A cluster that starts with one version and is then brought to another runs the upgrade nobody tried; a rollback of it can take the controllers away.",
  remedy: "Bring both files to the same version.",
  examples: {
    bad: "# chart: flux2 with appVersion 2.4.0; bootstrap script: install.yaml of v2.3.0\n",
    good: "# chart: flux2 with appVersion 2.4.0; bootstrap script: install.yaml of v2.4.0\n",
  },

  check: () => [],

  notRun: () => "the configuration declares no pins that must agree",
};
