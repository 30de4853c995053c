/** A place where a value breaks its schema (BP118). */
export interface Violation {
  /** JSON pointer into the value; for a missing field, of the field. */
  readonly pointer: string;
  /** The keyword of the schema that is broken, as `enum`. */
  readonly keyword: string;
  /** What was found and what is expected, as part of a sentence. */
  readonly message: string;
}
