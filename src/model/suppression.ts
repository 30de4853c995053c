import type { Location } from "./location.ts";

/** What a comment that silences a rule begins with. */
export const suppressionMarker = "bp-ignore";

/** A file whose text holds the marker, somewhere. */
export interface MarkedText {
  readonly file: string;
  readonly text: string;
}

/** A comment `bp-ignore BP106: reason`. */
export interface CommentSuppression {
  readonly at: Location;
  /** The ids as written, in capitals. */
  readonly rules: readonly string[];
  /** Empty where none is given: then it suppresses nothing. */
  readonly reason: string;
  /** The lines whose findings it silences. */
  readonly lines: readonly number[];
}

/** One row of `lint.suppress` in bp.config.yaml. */
export interface ConfiguredSuppression {
  readonly at: Location;
  readonly rule: string;
  /** A glob of files, relative to the workspace root. */
  readonly path: string;
  readonly reason: string;
  /** The last day on which it holds, as 2027-01-31; undefined: for ever. */
  readonly until: string | undefined;
}

/** A finding that was there before the rules were. */
export interface BaselineEntry {
  readonly at: Location;
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly file: string;
  readonly message: string;
}
