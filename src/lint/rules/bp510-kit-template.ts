import { comparedWithTemplate } from "../kit/compared.ts";
import { isWhole, kitsOf, noKit } from "../kits.ts";
import type { Rule, RuleInput } from "../rule.ts";
import { templateOf } from "../template-kit.ts";

/** A copy that is not kept up is a cluster that nobody tests. */
export const kitTemplate: Rule = {
  id: "BP510",
  name: "kit-template",
  severity: "warning",
  summary: "A cluster's kit is the template with its variables filled in.",
  why: "What is mended in the template alone never reaches the clusters that were made from it, and the other way round.",
  remedy:
    "Carry the change over to the other side: bp kit sync --template brings it into the cluster's kit.",
  examples: {
    bad: "# _template: host: api.${FQDN}, interval: 15m\nhost: api.example.com\ninterval: 5m\n",
    good: "host: api.example.com\ninterval: 15m\n",
  },

  *check(input) {
    if (!isWhole(input)) return;
    for (const kit of kitsOf(input)) {
      const compared = comparedWithTemplate(kit, input.workspace);
      for (const { carry: _, ...complaint } of compared?.differences ?? []) yield complaint;
    }
  },

  notRun(input: RuleInput): string | undefined {
    const kits = kitsOf(input);
    if (kits.some((kit) => templateOf(kit, kits) !== undefined)) return undefined;
    return noKit(input) ?? "no kit has a template, a folder _template beside its own";
  },
};
