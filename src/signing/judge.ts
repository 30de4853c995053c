import { isBpError } from "../model/error.ts";
import type { Candidate } from "./check.ts";

/**
 * Runs one verification and keeps its outcome. What the store says of damaged or missing content is an outcome too;
 * that it cannot be asked is not, and goes on to the caller.
 * @throws BpError of any other code
 */
export async function judge<T>(
  claim: string,
  name: string,
  verify: () => Promise<T>,
): Promise<Candidate<T>> {
  try {
    return { claim, name, verified: await verify(), problem: undefined };
  } catch (error) {
    if (!isBpError(error, "VERIFICATION", "DIGEST_MISMATCH", "NOT_FOUND", "LIMIT", "UNREADABLE")) {
      throw error;
    }
    return { claim, name, verified: undefined, problem: error.message };
  }
}
