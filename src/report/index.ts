export type { Block, Cell, SourceLines, Tone } from "./block.ts";
export { json, ndjson } from "./json.ts";
export { pretty } from "./pretty.ts";
export type { Style } from "./style.ts";
export { styleOf } from "./style.ts";
