/** A place in a text file: lines and columns count from 1, columns in UTF-16 code units; the end is exclusive. */
export interface Location {
  /** Relative to the workspace root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The place that stands for a whole file. */
export function startOf(file: string): Location {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** Orders places by file, line and column, by code units, so that reports read the same everywhere. */
export function compareLocations(a: Location, b: Location): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
