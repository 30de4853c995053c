export type { Outcome } from "../../support/program.ts";
/** The built program: from its sources a process takes five times as long to start. */
export { bp } from "../../support/program.ts";
