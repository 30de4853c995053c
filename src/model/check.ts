/** One thing that a command judged and that has no place in a file: a signature, an artifact, a rule that could not run. */
export interface Check {
  /** What kind of thing it is, stable: `verify`, `publish`. */
  readonly group: string;
  readonly name: string;
  readonly state: "passed" | "failed" | "skipped";
  /** What was found, why it failed, or why it was skipped. */
  readonly detail: string;
  /** What to do about it. */
  readonly help?: string;
}
