/** What is enough to see that nothing is otherwise, without all that reads a workspace. */
export { diskTree } from "../disk-tree.ts";
export { remembered } from "./answer-memory.ts";
export type { MemoryPlace } from "./memory-file.ts";
