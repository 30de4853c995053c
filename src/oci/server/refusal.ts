import { BpError } from "../../model/error.ts";

/** An answer that is an error of the client's (distribution-spec, "Error Codes"). */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>>,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export function refuse(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Refusal {
  return new Refusal(status, code, message, headers);
}

/** The answer to a request that failed; what is not meant for the client is not told. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (!(error instanceof BpError)) return refuse(500, "UNKNOWN", "the registry failed");
  if (error.code === "NOT_FOUND") return refuse(404, "MANIFEST_UNKNOWN", "it is not here");
  if (error.code === "DIGEST_MISMATCH")
    return refuse(400, "DIGEST_INVALID", "the content has another digest or size");
  if (error.code === "CONFLICT") return refuse(409, "DENIED", error.message);
  if (error.code === "LIMIT") return refuse(413, "SIZE_INVALID", error.message);
  if (error.code === "BAD_REFERENCE") return refuse(400, "NAME_INVALID", error.message);
  return refuse(500, "UNKNOWN", "the registry cannot read or write its folder");
}
