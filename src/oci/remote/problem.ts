import type { ErrorCode } from "../../model/error.ts";
import { BpError } from "../../model/error.ts";
import { readAll } from "../content.ts";
import { isObject, parseJson } from "../manifest.ts";
import { networkFault, publicUrl } from "./network-fault.ts";
import type { Answer } from "./transport.ts";

/** The most bytes of an error's body that are looked at. */
const bodyLimit = 64 * 1024;

/** One entry of the error list of a registry (distribution-spec, "Error Codes"). */
interface RegistryFault {
  readonly code: string;
  readonly message: string;
}

const hints: Readonly<Partial<Record<ErrorCode, string>>> = {
  UNAUTHORIZED:
    "log in to the registry (`docker login` or `helm registry login`), or check the path",
  DENIED: "this account may not do that there: check its rights and the path of the repository",
  NOT_FOUND: "check the name of the repository, the tag and the digest",
  RATE_LIMITED: "the registry asks for fewer requests: wait, log in, or lower --concurrency",
  DIGEST_MISMATCH: "the upload was altered on its way: try again, and look at the proxy between",
  CONFLICT: "the registry does not allow this tag to change: bump the version",
  LIMIT: "the registry does not take content of this size",
};

/** The error that an answer means; reads the body. `expected` says what would have been right. */
export async function problemOf(answer: Answer, repository: string): Promise<BpError> {
  const faults = await faultsOf(answer);
  const { method, status } = answer;
  const url = publicUrl(answer.url);
  const said = faults.map((fault) => `${fault.code} ${fault.message}`.trim()).join("; ");
  const code = codeOf(answer, faults);
  const hint = hints[code] ?? "the registry refuses what the protocol allows: see its log";
  return new BpError(
    code,
    `${method} ${url} answered ${status}${said === "" ? "" : `: ${said.slice(0, 400)}`}`,
    { hint, details: { method, url, status, repository } },
  );
}

/** The list of errors in the body, empty where there is none. @throws BpError NETWORK */
export async function faultsOf(answer: Answer): Promise<readonly RegistryFault[]> {
  const bytes = await readSome(answer);
  const value = bytes === undefined ? undefined : parseJson(bytes);
  const errors = isObject(value) ? value["errors"] : undefined;
  if (!Array.isArray(errors)) return [];
  return errors.filter(isObject).map((error) => ({
    code: printable(error["code"]),
    message: printable(error["message"]),
  }));
}

/** Reads the body to its end so that the connection can be used again; a long one is cut. */
export async function discard(answer: Answer): Promise<void> {
  await readSome(answer);
}

async function readSome(answer: Answer): Promise<Uint8Array | undefined> {
  try {
    return await readAll(answer.body, bodyLimit);
  } catch (error) {
    answer.body.destroy();
    if (error instanceof BpError) return undefined;
    throw networkFault(answer, error);
  }
}

function codeOf(answer: Answer, faults: readonly RegistryFault[]): ErrorCode {
  const has = (code: string): boolean => faults.some((fault) => fault.code === code);
  const { status } = answer;
  if (status === 401) return "UNAUTHORIZED";
  if (status === 403) return "DENIED";
  if (status === 404) return "NOT_FOUND";
  if (status === 408) return "NETWORK";
  if (status === 409 || status === 412) return "CONFLICT";
  if (status === 413) return "LIMIT";
  if (status === 429 || has("TOOMANYREQUESTS")) return "RATE_LIMITED";
  return status === 400 && has("DIGEST_INVALID") ? "DIGEST_MISMATCH" : "REGISTRY";
}

/** What a server says reaches the terminal without control characters. */
function printable(value: unknown): string {
  return typeof value === "string" ? value.replace(/\p{C}+/gu, " ").slice(0, 200) : "";
}
