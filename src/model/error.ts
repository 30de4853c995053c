import { redact } from "./redact.ts";

/** Every fault of a run that a user can meet. A fault in the user's material is a Finding instead. */
export type ErrorCode =
  | "USAGE"
  | "CONFIG"
  | "EMPTY_SELECTION"
  | "UNREADABLE"
  | "OUTSIDE_ROOT"
  | "LIMIT"
  | "BAD_ARCHIVE"
  | "BAD_REFERENCE"
  | "BAD_KEY"
  | "BAD_PASSWORD"
  | "MATERIAL"
  | "NOT_FOUND"
  | "UNAUTHORIZED"
  | "DENIED"
  | "CONFLICT"
  | "DIGEST_MISMATCH"
  | "REGISTRY"
  | "NETWORK"
  | "RATE_LIMITED"
  | "VERIFICATION"
  | "SIGSTORE"
  | "INTERRUPTED";

export interface ErrorOptions {
  /** What to do about it, one line. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** Facts for the report: urls, digests, sizes. Strings are redacted. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** The one error class: a closed code, a sentence that says what and where, and a hint that says what to do. */
export class BpError extends Error {
  override readonly name = "BpError";
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(redact(message), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint === undefined ? undefined : redact(options.hint);
    this.details = redactDetails(options.details ?? {});
  }
}

function redactDetails(
  details: Readonly<Record<string, string | number | boolean>>,
): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [
      key,
      typeof value === "string" ? redact(value) : value,
    ]),
  );
}

/** True for a BpError of one of the given codes, or of any code where none is given. */
export function isBpError(error: unknown, ...codes: readonly ErrorCode[]): error is BpError {
  return error instanceof BpError && (codes.length === 0 || codes.includes(error.code));
}
