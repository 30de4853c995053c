export type { CachedArchive, ChartCache } from "./cache.ts";
export { diskCache } from "./cache.ts";
export type { IndexedVersion } from "./chart-index.ts";
export { ChartIndex } from "./chart-index.ts";
export type { ArchiveRequest, ChartRepositories, RepositoriesOptions } from "./http.ts";
export { httpRepositories } from "./http.ts";
export { readIndex } from "./read-index.ts";
export type { KnownRepository } from "./repositories.ts";
export { aliasOf, parseRepositories } from "./repositories.ts";
