import type { ErrorCode } from "../model/error.ts";
import { BpError } from "../model/error.ts";
import type { Answer } from "../oci/index.ts";
import { discard, publicUrl } from "../oci/index.ts";

const hints: Readonly<Partial<Record<ErrorCode, string>>> = {
  UNAUTHORIZED:
    "tell Helm the name and password: `helm repo add NAME URL --username … --password-stdin`",
  DENIED: "the repository knows this account and does not let it read",
  NOT_FOUND: "check the repository's address: index.yaml lies below it",
  RATE_LIMITED: "the repository asks for fewer requests: wait, or lower --concurrency",
};

/** What an answer other than the wanted one means; its body is thrown away. */
export async function problemOf(answer: Answer): Promise<BpError> {
  await discard(answer);
  const { method, status } = answer;
  const url = publicUrl(answer.url);
  const code = codeOf(status);
  const hint = hints[code] ?? "the repository does not work as it should: try again later";
  return new BpError(code, `${method} ${url} answered ${status}`, {
    hint,
    details: { method, url, status },
  });
}

function codeOf(status: number): ErrorCode {
  if (status === 401) return "UNAUTHORIZED";
  if (status === 403) return "DENIED";
  if (status === 404 || status === 410) return "NOT_FOUND";
  if (status === 429) return "RATE_LIMITED";
  return status === 408 ? "NETWORK" : "REGISTRY";
}
