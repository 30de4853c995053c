import type { Finding } from "../../model/finding.ts";
import type { Reference } from "../../model/reference.ts";
import type { Wanted } from "./wanted.ts";
import { distinct } from "./wanted.ts";

/** What a mirror is to hold, what stands against it, and what could not be looked at. */
export interface MirrorSet {
  readonly wanted: readonly Wanted[];
  readonly findings: readonly Finding[];
  readonly notRun: readonly { readonly ruleId: string; readonly reason: string }[];
}

/** What was named by hand. */
export function referenceSet(references: readonly Reference[]): MirrorSet {
  const wanted = references.map((reference): Wanted => {
    return { kind: "artifact", reference, required: true, places: [] };
  });
  return { wanted: distinct(wanted), findings: [], notRun: [] };
}

export function joined(one: MirrorSet, two: MirrorSet): MirrorSet {
  return {
    wanted: distinct([...one.wanted, ...two.wanted]),
    findings: [...one.findings, ...two.findings],
    notRun: [...one.notRun, ...two.notRun],
  };
}
