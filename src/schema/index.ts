export { compileCrd } from "./crd.ts";
export type { CompiledCrd } from "./crd.ts";
export { editorSchema } from "./editor.ts";
export type { Fault } from "./fault.ts";
export type { Pruned } from "./prune.ts";
export type { Scope } from "./scopes.ts";
export type { UnknownField } from "./unknown.ts";
export type { CrdVersion } from "./version.ts";
export type { Violation } from "./violation.ts";
