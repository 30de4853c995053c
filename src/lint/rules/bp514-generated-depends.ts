import { foldName } from "../../model/blueprint.ts";
import type { GeneratedDepends, Kit } from "../../model/kit.ts";
import { isWhole, kitsOf, noKit, releasesOf } from "../kits.ts";
import type { Complaint, Rule, RuleInput } from "../rule.ts";

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
      yield* judge(kit, kit.generated);
    }
  },

  notRun(input: RuleInput): string | undefined {
    if (kitsOf(input).some(({ generated }) => generated !== undefined)) return undefined;
    return noKit(input) ?? "there is no blueprint-deps.generated.json";
  },
};

function* judge(kit: Kit, { entries, at }: GeneratedDepends): Iterable<Complaint> {
  const left = new Map(entries.map((one) => [foldName(one.name), one]));
  for (const { name, dependsOn } of releasesOf(kit)) {
    const key = foldName(name);
    const entry = left.get(key);
    left.delete(key);
    const wanted = sorted(dependsOn.map((one) => one.name));
    if (entry === undefined) {
      yield { at, message: `${key} is missing: ${kit.folder} has it` };
      continue;
    }
    if (entry.name === key && sorted(entry.on) === wanted && !entry.on.some(isPrefixed)) continue;
    const message = `${entry.name} should be ${key}: [${wanted}], as in ${kit.folder}`;
    yield { at: entry.at, pointer: `/${entry.name}`, message };
  }
  for (const { name, at: place } of left.values())
    yield { at: place, pointer: `/${name}`, message: `${kit.folder} has no ${name}` };
}

function isPrefixed(name: string): boolean {
  return name.startsWith("bp-");
}

function sorted(names: readonly string[]): string {
  return [...new Set(names.map((name) => foldName(name)))].sort().join(", ");
}
