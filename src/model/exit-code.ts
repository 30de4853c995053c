import type { ErrorCode } from "./error.ts";
import { BpError } from "./error.ts";

const codes: Readonly<Record<ErrorCode, number>> = {
  USAGE: 2,
  CONFIG: 2,
  EMPTY_SELECTION: 2,
  UNREADABLE: 2,
  OUTSIDE_ROOT: 1,
  LIMIT: 1,
  BAD_ARCHIVE: 1,
  BAD_REFERENCE: 2,
  BAD_KEY: 2,
  BAD_PASSWORD: 2,
  MATERIAL: 1,
  NOT_FOUND: 2,
  UNAUTHORIZED: 3,
  DENIED: 3,
  CONFLICT: 4,
  DIGEST_MISMATCH: 1,
  REGISTRY: 1,
  NETWORK: 75,
  RATE_LIMITED: 75,
  VERIFICATION: 1,
  SIGSTORE: 1,
  INTERRUPTED: 130,
};

/** The exit code of a failed run (design §2). What is not a BpError is a bug: 70. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof BpError)) return 70;
  const status = error.details["status"];
  const answered = error.code === "REGISTRY" || error.code === "SIGSTORE";
  const temporary = answered && typeof status === "number" && status >= 500;
  return temporary ? 75 : codes[error.code];
}
