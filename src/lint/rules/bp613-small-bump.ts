import type { Rule } from "../rule.ts";

/** A version number is a promise about what an upgrade does. */
export const smallBump: Rule = {
  id: "BP613",
  name: "small-bump",
  severity: "error",
  summary: "The step from the last version is as large as what changed.",
  why: "A range takes a patch without asking; where it removes a value, narrows the configuration or changes what no upgrade can change, it breaks installations that nobody touched.",
  remedy: "Bump to the version that `bp diff` names, or take the change back.",
  examples: {
    bad: "# 1.1.0 has replicas in its configSchema, 1.1.1 has not\nspec: {version: 1.1.1}\n",
    good: "spec: {version: 2.0.0}\n",
  },

  check: () => [],

  notRun: ({ units }) =>
    units.length === 0 ? undefined : "it compares with another version, which bp diff does",
};
