import type { BlobFolder } from "./blobs.ts";
import type { IndexFile } from "./index-file.ts";
import type { LinkReader } from "./referrers.ts";

/** The files of one layout. */
export interface LayoutFiles {
  readonly index: IndexFile;
  readonly blobs: BlobFolder;
  readonly links: LinkReader;
}
