import type { Finding } from "../model/finding.ts";

/** Rules that speak for the schema as a whole; where a rule with a name of its own speaks, they are silent. */
const general: ReadonlySet<string> = new Set(["BP118", "BP120"]);

/** One fault, one finding: drops what a general rule says of a place of which a named rule speaks. */
export function oneFaultOneFinding(findings: readonly Finding[]): readonly Finding[] {
  const named = new Set(findings.filter(({ ruleId }) => !general.has(ruleId)).map(placeKey));
  return findings.filter(
    (finding) => !general.has(finding.ruleId) || !named.has(placeKey(finding)),
  );
}

function placeKey({ file, pointer }: Finding): string {
  return JSON.stringify([file, pointer]);
}
