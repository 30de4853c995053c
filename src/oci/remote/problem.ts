import type { ErrorCode } from "../../model/error.ts";
import { BpError } from "../../model/error.ts";
import { readAll } from "../content.ts";
import { isObject, parseJson } from "../manifest.ts";
import { networkFault, publicUrl } from "./network-fault.ts";
import { triedText } from "./patience.ts";
import { isLimit } from "./setback.ts";
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
    "log in to the registry with `bp login` (docker's, podman's and Helm's logins count too), or check the path",
  DENIED: "this account may not do that there: check its rights and the path of the repository",
  NOT_FOUND: "check the name of the repository, the tag and the digest",
  RATE_LIMITED:
    "the registry asks for fewer requests: try later, log in, or allow more waiting with --network-budget",
  DIGEST_MISMATCH: "the upload was altered on its way: try again, and look at the proxy between",
  CONFLICT: "the registry does not allow this tag to change: bump the version",
  LIMIT: "the registry does not take content of this size",
};

/** Many a registry reckons by sha256 whatever the digest says, and then finds that it does not match. */
const onlySha256 =
  "many registries take digests of sha256 alone, and this seems to be one: name the content by sha256";

function hintOf(code: ErrorCode, { url }: Answer): string {
  const isOther = /sha512(?::|%3a)/iu.test(url.href);
  if (code === "DIGEST_MISMATCH" && isOther) return onlySha256;
  return hints[code] ?? "the registry refuses what the protocol allows: see its log";
}

/** The error that an answer means; reads the body. `expected` says what would have been right. */
export async function problemOf(answer: Answer, repository: string): Promise<BpError> {
  const faults = await faultsOf(answer);
  const { method, status } = answer;
  const url = publicUrl(answer.url);
  const said = faults.map((fault) => `${fault.code} ${fault.message}`.trim()).join("; ");
  const code = codeOf(answer, faults);
  const hint = hintOf(code, answer);
  const tried = answer.effort === undefined ? "" : triedText(answer.effort);
  const [first] = faults;
  return new BpError(
    code,
    `${method} ${url} answered ${status}${said === "" ? "" : `: ${said.slice(0, 400)}`}${tried}`,
    {
      hint,
      details: {
        method,
        url,
        status,
        repository,
        ...(first === undefined ? {} : { registryCode: first.code }),
      },
    },
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

/** Reads the body to its end so that the connection can be used again; a long one is cut, one that is cut is no loss. */
export async function discard(answer: Answer): Promise<void> {
  await readSome(answer).catch(() => undefined);
}

/** The body, undefined where it is longer than one looks at. @throws BpError NETWORK */
export async function readSome(answer: Answer): Promise<Uint8Array | undefined> {
  try {
    return await readAll(answer.body, bodyLimit);
  } catch (error) {
    answer.body.destroy();
    if (error instanceof BpError) return undefined;
    throw networkFault(answer, error);
  }
}

/** What the registry's own codes mean where the status leaves it open (distribution-spec, "Error Codes"). */
const meanings: Readonly<Record<string, ErrorCode>> = {
  UNAUTHORIZED: "UNAUTHORIZED",
  DENIED: "DENIED",
  TOOMANYREQUESTS: "RATE_LIMITED",
  DIGEST_INVALID: "DIGEST_MISMATCH",
  SIZE_INVALID: "DIGEST_MISMATCH",
  NAME_UNKNOWN: "NOT_FOUND",
  MANIFEST_UNKNOWN: "NOT_FOUND",
  BLOB_UNKNOWN: "NOT_FOUND",
  TAG_IMMUTABLE: "CONFLICT",
};

const statuses: Readonly<Record<number, ErrorCode>> = {
  401: "UNAUTHORIZED",
  403: "DENIED",
  404: "NOT_FOUND",
  408: "NETWORK",
  413: "LIMIT",
  429: "RATE_LIMITED",
};

function codeOf(answer: Answer, faults: readonly RegistryFault[]): ErrorCode {
  const { status } = answer;
  if (isLimit(answer)) return "RATE_LIMITED";
  if (status === 409 || status === 412) return isChange(answer) ? "CONFLICT" : "REGISTRY";
  const byStatus = statuses[status];
  if (byStatus !== undefined || status >= 500) return byStatus ?? "REGISTRY";
  return faults.map(({ code }) => meanings[code]).find((code) => code !== undefined) ?? "REGISTRY";
}

/** A manifest that is put or removed: what stands there may not change. Any other conflict is the registry's own. */
function isChange({ method, url }: Answer): boolean {
  return method === "DELETE" || (method === "PUT" && url.pathname.includes("/manifests/"));
}

/** What a server says reaches the terminal without control characters. */
function printable(value: unknown): string {
  return typeof value === "string" ? value.replace(/\p{C}+/gu, " ").slice(0, 200) : "";
}
