/**
 * How an edge of a circle is deferred, from the cheapest: `drop` an edge from a thing to itself,
 * which means nothing, or one that is expected alone;
 * `toggle` off what needs it, by a switch that is there; make it `optional` by a condition on a switch that is there;
 * `split` what needs it into a thing of its own; or, where nothing can be split, install in two `phases`.
 */
export type RemedyKind = "drop" | "toggle" | "optional" | "split" | "phases";

/** Something to do at a place of the user's material. */
export interface Edit {
  readonly file: string;
  readonly line: number;
  /** What to do there, as a sentence without a full stop. */
  readonly text: string;
}

export interface Remedy {
  readonly kind: RemedyKind;
  /** Before the first installation. */
  readonly before: readonly Edit[];
  /** Once all of it is ready; empty where that is all. */
  readonly after: readonly Edit[];
  /** What the edits bring that is new and installed last; where it is absent the edge's own start is applied again. */
  readonly adds?: string;
}

/** What deferring an edge costs: ten switches are turned before one chart is split, three split before two phases. */
export const remedyCost: Readonly<Record<RemedyKind, number>> = {
  drop: 1,
  toggle: 1,
  optional: 3,
  split: 10,
  phases: 30,
};
