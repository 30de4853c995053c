import type { TestFile } from "./files.ts";
import type { Failure } from "./judge-case.ts";

export interface TestResult {
  readonly unit: TestFile["unit"];
  /** Relative to the workspace root. */
  readonly file: string;
  /** The case's name, or the script's. */
  readonly name: string;
  readonly kind: "case" | "script";
  readonly status: "passed" | "failed" | "not run";
  /** Why it was not run, where it was not. */
  readonly reason?: string;
  readonly failures: readonly Failure[];
  /** What a script printed, on both streams. */
  readonly output: string;
}
