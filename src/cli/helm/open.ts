import { join } from "node:path";

import type { Cache } from "../../model/cache.ts";
import type { Helm } from "../../model/helm.ts";
import { cacheFolder } from "../cache-folder.ts";
import { fileCache } from "../file-cache.ts";
import type { HelmSearch as CachedSearch } from "./find.ts";
import { findHelms } from "./find.ts";

export interface HelmSearch extends Omit<CachedSearch, "cache"> {
  readonly now: () => Date;
}

export interface HelmTools {
  readonly helms: readonly Helm[];
  readonly cache: Cache;
}

/** The Helm programs, with the cache of their answers. @throws BpError as findHelms */
export async function openHelms({ now, ...search }: HelmSearch): Promise<HelmTools> {
  const folder = cacheFolder(search.environment);
  const cache = fileCache(folder && join(folder, "renders"), now);
  return { helms: await findHelms({ ...search, cache }), cache };
}
