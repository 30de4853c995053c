import { join } from "node:path";

import { findLayouts, layoutStore } from "../../oci/index.ts";
import type { LayoutReader } from "../../oci/index.ts";

/** OCI layouts, one a repository: in a folder or in an archive. */
export interface Layouts {
  /** Paths of repositories, sorted; empty for one that lies at the top. */
  readonly repositories: readonly string[];
  open(repository: string): LayoutReader;
  close(): Promise<void>;
}

/** The layouts of a folder, as it is now. */
export async function openFolder(path: string): Promise<Layouts> {
  return {
    repositories: await findLayouts(path),
    open: (repository) => layoutStore(join(path, repository), { root: path }),
    close: async () => undefined,
  };
}
