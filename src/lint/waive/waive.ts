import { matchesGlob } from "node:path/posix";

import type { Finding } from "../../model/finding.ts";
import { compareLocations } from "../../model/location.ts";
import type {
  BaselineEntry,
  CommentSuppression,
  ConfiguredSuppression,
  MarkedText,
} from "../../model/suppression.ts";
import { suppressionComments } from "./comments.ts";
import type { Used, Waivers } from "./waivers.ts";

export interface WaiveInput {
  /** The files that may hold suppressions. */
  readonly marked: readonly MarkedText[];
  readonly configured: readonly ConfiguredSuppression[];
  readonly baseline: readonly BaselineEntry[];
  /** As 2026-01-31. */
  readonly today: string;
}

export interface Waived {
  /** What nothing silenced. */
  readonly findings: readonly Finding[];
  /** How many were silenced by a comment or by the configuration. */
  readonly suppressed: number;
  /** How many stand in the baseline. */
  readonly known: number;
  readonly waivers: Pick<Waivers, "comments" | "configured" | "stale">;
}

/** Silences what a reasoned suppression or the baseline speaks for, each finding by the first of them. */
export function waive(findings: readonly Finding[], input: WaiveInput): Waived {
  const comments = commentsOf(input.marked).map((waiver) => tracked(waiver));
  const configured = input.configured.map((waiver) => tracked(waiver));
  const open = Map.groupBy(input.baseline, ({ fingerprint }) => fingerprint);
  let suppressed = 0;
  let known = 0;
  const left = findings.filter((finding) => {
    const speaking =
      comments.find(({ waiver }) => covers(waiver, finding)) ??
      configured.find(({ waiver }) => matches(waiver, finding, input.today));
    speaking?.silenced.add(finding.ruleId);
    const isKnown = open.get(finding.fingerprint)?.pop() !== undefined;
    if (speaking !== undefined) suppressed += 1;
    else if (isKnown) known += 1;
    return speaking === undefined && !isKnown;
  });
  return {
    findings: left,
    suppressed,
    known,
    waivers: { comments, configured, stale: [...open.values()].flat() },
  };
}

function tracked<T>(waiver: T): Used<T> & { readonly silenced: Set<string> } {
  return { waiver, silenced: new Set<string>() };
}

function commentsOf(marked: readonly MarkedText[]): readonly CommentSuppression[] {
  const files = new Map(marked.map((one) => [one.file, one]));
  return [...files.values()]
    .flatMap((one) => suppressionComments(one))
    .toSorted((a, b) => compareLocations(a.at, b.at));
}

function covers({ at, rules, reason, lines }: CommentSuppression, finding: Finding): boolean {
  return (
    reason !== "" &&
    at.file === finding.file &&
    lines.includes(finding.line) &&
    rules.includes(finding.ruleId)
  );
}

function matches(row: ConfiguredSuppression, finding: Finding, today: string): boolean {
  return (
    row.rule === finding.ruleId && !isExpired(row, today) && matchesGlob(finding.file, row.path)
  );
}

/** The last day still counts. */
export function isExpired({ until }: ConfiguredSuppression, today: string): boolean {
  return until !== undefined && until < today;
}
