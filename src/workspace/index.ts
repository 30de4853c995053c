export { diskTree } from "./disk-tree.ts";
export type { LoadOptions } from "./load.ts";
export { loadWorkspace } from "./load.ts";
export type { ReadPacked } from "./vendored.ts";
