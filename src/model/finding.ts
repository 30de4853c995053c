import type { Fix } from "./change.ts";
import { fingerprint, tellApart } from "./fingerprint.ts";
import type { Location } from "./location.ts";
import { compareLocations } from "./location.ts";
import { byCodeUnit } from "./order.ts";

export type Severity = "error" | "warning" | "info";

/** A fault in the user's material, as every report shows it (design §3). */
export interface Finding extends Location {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  /** JSON pointer (RFC 6901) into the document, empty for the whole of it. */
  readonly pointer: string;
  readonly blueprint?: string;
  /** What to do about it. */
  readonly help?: string;
  readonly fixable: boolean;
  /** The repair itself, where there is one. */
  readonly fix?: Fix;
  /** Stays the same when lines move above the finding; no two findings of a sorted list share one. */
  readonly fingerprint: string;
}

/** What a rule says; the rest of a finding follows from it. */
export interface FindingInput {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Location;
  readonly pointer?: string;
  readonly blueprint?: string;
  readonly help?: string;
  readonly fixable?: boolean;
  readonly fix?: Fix;
}

/** Makes a finding whole: fixed key order, and a fingerprint over rule, file, pointer and message. */
export function finding(input: FindingInput): Finding {
  const { ruleId, severity, message, at, pointer = "", blueprint, help, fix } = input;
  const { file, line, column, endLine, endColumn } = at;
  return {
    ruleId,
    severity,
    message,
    file,
    line,
    column,
    endLine,
    endColumn,
    pointer,
    ...(blueprint === undefined ? {} : { blueprint }),
    ...(help === undefined ? {} : { help }),
    fixable: input.fixable ?? fix !== undefined,
    ...(fix === undefined ? {} : { fix }),
    fingerprint: fingerprint({ ruleId, file, pointer, message }),
  };
}

/** Sorted by file, line, column, rule, message, then pointer; equal fingerprints are told apart in that order. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const sorted = findings.toSorted(
    (a, b) =>
      compareLocations(a, b) ||
      byCodeUnit(a.ruleId, b.ruleId) ||
      byCodeUnit(a.message, b.message) ||
      byCodeUnit(a.pointer, b.pointer),
  );
  return tellApart(sorted);
}
