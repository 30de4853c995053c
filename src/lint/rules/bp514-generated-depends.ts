import { generatedDrift } from "../kit/generated.ts";
import { isWhole, kitsOf, noKit } from "../kits.ts";
import type { Rule, RuleInput } from "../rule.ts";

/** A generated file is what it is generated from. */
export const generatedDepends: Rule = {
  id: "BP514",
  name: "generated-depends",
  severity: "error",
  summary:
    "The file blueprint-deps.generated.json holds what the kit's releases wait for, without bp-.",
  why: "The installation screen draws the order from this file; where it is old it shows a bootstrap that is not the one that runs.",
  remedy: "Generate it again: bp kit sync.",
  examples: {
    bad: '{"flux": []}   // and bp-flux has dependsOn: [{name: bp-cert-manager}]\n',
    good: '{"flux": ["cert-manager"]}\n',
  },

  *check(input) {
    if (!isWhole(input)) return;
    const told = new Set<string>();
    for (const kit of kitsOf(input)) {
      if (kit.generated === undefined || told.has(kit.generated.file)) continue;
      told.add(kit.generated.file);
      for (const { name: _, ...complaint } of generatedDrift(kit, kit.generated)) yield complaint;
    }
  },

  notRun(input: RuleInput): string | undefined {
    if (kitsOf(input).some(({ generated }) => generated !== undefined)) return undefined;
    return noKit(input) ?? "there is no blueprint-deps.generated.json";
  },
};
