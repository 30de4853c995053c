import type { Files } from "../support/folder.ts";

/** A chart's folder that is to be packaged by helm and by us. */
export interface GoldenCase {
  readonly name: string;
  /** By path below the chart's folder. */
  readonly files: Files;
  /** Symbolic links: path below the chart's folder, and where each leads. */
  readonly links: Readonly<Record<string, string>>;
  /** Names of files that no text can hold, in the chart's folder. */
  readonly unnameable?: readonly Uint8Array[];
}
