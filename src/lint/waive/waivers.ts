import type {
  BaselineEntry,
  CommentSuppression,
  ConfiguredSuppression,
} from "../../model/suppression.ts";

/** A suppression, and which of the rules that it names spoke and were silenced. */
export interface Used<T> {
  readonly waiver: T;
  readonly silenced: ReadonlySet<string>;
}

/** What silenced findings and what silenced none, once every rule has spoken. */
export interface Waivers {
  /** The comments in the files of the selection, by place. */
  readonly comments: readonly Used<CommentSuppression>[];
  readonly configured: readonly Used<ConfiguredSuppression>[];
  /** Entries of the baseline for findings that are gone, among the files that were looked at. */
  readonly stale: readonly BaselineEntry[];
  /** As 2026-01-31. */
  readonly today: string;
  /** Ids of which nothing can be said: the rule is off, or could not look at everything. */
  readonly unheard: ReadonlySet<string>;
  /** Every rule that there is. */
  readonly known: ReadonlySet<string>;
  /** Only part of the workspace was looked at, so that a silent row proves nothing. */
  readonly partial: boolean;
}
