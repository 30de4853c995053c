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
  const byLine = indexed(comments);
  const open = Map.groupBy(input.baseline, ({ fingerprint }) => fingerprint);
  let suppressed = 0;
  let known = 0;
  const left = findings.filter((finding) => {
    const speaking =
      byLine.get(lineKey(finding))?.find(({ waiver }) => covers(waiver, finding)) ??
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

type Tracked<T> = Used<T> & { readonly silenced: Set<string> };

function tracked<T>(waiver: T): Tracked<T> {
  return { waiver, silenced: new Set<string>() };
}

function commentsOf(marked: readonly MarkedText[]): readonly CommentSuppression[] {
  const files = new Map(marked.map((one) => [one.file, one]));
  return [...files.values()]
    .flatMap((one) => suppressionComments(one))
    .toSorted((a, b) => compareLocations(a.at, b.at));
}

/** The comments by each line that they speak for. */
function indexed(
  comments: readonly Tracked<CommentSuppression>[],
): Map<string, Tracked<CommentSuppression>[]> {
  const index = new Map<string, Tracked<CommentSuppression>[]>();
  for (const one of comments) {
    for (const line of one.waiver.lines) {
      const key = lineKey({ file: one.waiver.at.file, line });
      const there = index.get(key);
      if (there === undefined) index.set(key, [one]);
      else there.push(one);
    }
  }
  return index;
}

function lineKey({ file, line }: Pick<Finding, "file" | "line">): string {
  return `${line} ${file}`;
}

function covers({ rules, reason }: CommentSuppression, { ruleId }: Finding): boolean {
  return reason !== "" && rules.includes(ruleId);
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
