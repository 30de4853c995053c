import { join } from "node:path";

import type { ArchiveEntry, ArchiveLink } from "../../archive/index.ts";
import { packTar } from "../../archive/index.ts";
import type { Bytes } from "../../model/ports.ts";
import { findLayouts, layoutStore } from "../../oci/index.ts";

/**
 * A tar of all layouts in a folder, the same bytes for the same content: sorted, without times and owners. What several
 * repositories share lies in it once; the others have a hard link to it.
 * @throws BpError DIGEST_MISMATCH while iterating, where a blob is not genuine
 */
export function packLayouts(folder: string): Bytes {
  return packTar(entriesOf(folder));
}

async function* entriesOf(folder: string): AsyncGenerator<ArchiveEntry | ArchiveLink> {
  const first = new Map<string, string>();
  for (const repository of await findLayouts(folder)) {
    const layout = layoutStore(join(folder, repository), { root: folder });
    if ((await layout.listed()).length === 0) continue;
    for (const file of await layout.files()) {
      const path = repository === "" ? file.path : `${repository}/${file.path}`;
      const linkTo = file.digest === undefined ? undefined : first.get(file.digest);
      if (linkTo !== undefined) yield { path, linkTo };
      else yield { ...file, path };
      if (file.digest !== undefined && linkTo === undefined) first.set(file.digest, path);
    }
  }
}
