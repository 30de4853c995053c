import { BpError } from "../../model/error.ts";
import type { Received } from "./client.ts";
import type { Repository } from "./repository.ts";
import type { Answer } from "./transport.ts";

/** How many pages of a list are read. */
const pageLimit = 1_000;

/** The pages of a list, one after the other. @throws BpError LIMIT where they do not end, REGISTRY */
export async function* pages(
  repository: Repository,
  first: string,
  receive: (to: string | URL) => Promise<Received>,
): AsyncGenerator<Received> {
  const seen = new Set<string>();
  for (let to: string | URL | undefined = first; to !== undefined;) {
    const page = await receive(to);
    yield page;
    to = nextPage(repository, page.answer);
    if (to === undefined) return;
    if (seen.size === pageLimit || seen.has(to.href)) throw endless(repository);
    seen.add(to.href);
  }
}

/**
 * The address of the next page (RFC 8288, `rel="next"`), undefined after the last.
 * @throws BpError REGISTRY where it is on another host
 */
function nextPage(repository: Repository, answer: Answer): URL | undefined {
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
function endless(repository: Repository): BpError {
  return new BpError(
    "LIMIT",
    `${repository.name} has a list of more than ${pageLimit} pages, or one without end`,
    {
      hint: "remove tags that nobody needs",
      details: { repository: repository.name },
    },
  );
}
