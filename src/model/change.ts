import type { Location } from "./location.ts";

/** One replacement in a text file. An empty range inserts; an empty text deletes. */
export interface TextChange extends Location {
  /** Offset of the first character replaced, in UTF-16 code units from the start of the file. */
  readonly start: number;
  /** Offset after the last character replaced. */
  readonly end: number;
  /** What stands there afterwards. */
  readonly text: string;
}

/** A repair that changes nothing but what it must; its changes do not overlap. */
export interface Fix {
  /** What the repair does, as a sentence without a full stop. */
  readonly description: string;
  readonly changes: readonly TextChange[];
}
