import { BpError } from "../../model/error.ts";
import type { Repository } from "./repository.ts";
import type { Answer } from "./transport.ts";

/** How many pages of a list are read. */
export const pageLimit = 1_000;

/**
 * The address of the next page (RFC 8288, `rel="next"`), undefined after the last.
 * @throws BpError REGISTRY where it is on another host
 */
export function nextPage(repository: Repository, answer: Answer): URL | undefined {
  const link = String(answer.headers["link"] ?? "");
  const next = /<([^>]*)>\s*(?:;[^,]*)?;\s*rel="?next"?/iu.exec(link)?.[1];
  const url = next === undefined ? null : URL.parse(next, answer.url.href);
  if (url === null) return undefined;
  if (url.origin === repository.origin.origin) return url;
  throw new BpError("REGISTRY", `${repository.name} continues a list on ${url.origin}: refused`, {
    hint: "the registry does not know its own address: set its external URL",
    details: { repository: repository.name },
  });
}

/** The error of a list that never ends. */
export function endless(repository: Repository): BpError {
  return new BpError("LIMIT", `${repository.name} lists more than ${pageLimit} pages`, {
    hint: "remove tags that nobody needs",
    details: { repository: repository.name },
  });
}
