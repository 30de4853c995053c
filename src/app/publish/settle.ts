import { isBpError } from "../../model/error.ts";
import type { ArtifactResult } from "./artifact.ts";

/** What is written, and the same command completes it (design §2). */
const partly = 5;

/**
 * The result of an artifact once no other program can have undone what was linked to it (oci, Store.settle). That takes a
 * while, in which others are published.
 */
export async function settled(
  result: ArtifactResult,
  signal: AbortSignal,
): Promise<ArtifactResult> {
  const { store, wrote, exitCode, report } = result;
  if (!wrote || exitCode !== 0 || signal.aborted) return result;
  try {
    await store?.settle?.(signal);
    return result;
  } catch (error) {
    if (!isBpError(error)) throw error;
    const { code, message, hint } = error;
    const failure = { code, message, ...(hint === undefined ? {} : { hint }) };
    return { ...result, exitCode: partly, report: { ...report, status: "failed", error: failure } };
  }
}
