import { BpError } from "../../model/error.ts";
import { publicUrl } from "./network-fault.ts";
import type { Answer, Exchange } from "./transport.ts";

/** How many redirects are followed. */
export const redirectLimit = 5;

const followed: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** True where the answer to a reading request sends one elsewhere. */
export function isRedirect(answer: Answer): boolean {
  const reads = answer.method === "GET" || answer.method === "HEAD";
  return reads && followed.has(answer.status) && answer.headers.location !== undefined;
}

/**
 * The request that a redirect leads to. Another host gets no `Authorization` (distribution-spec, "Pulling blobs").
 * @throws BpError REGISTRY where it would leave https, or leads nowhere
 */
export function redirected(exchange: Exchange, answer: Answer): Exchange {
  const url = URL.parse(answer.headers.location ?? "", answer.url.href);
  if (url === null || !/^https?:$/u.test(url.protocol))
    throw refused(answer, "is not an http address");
  if (answer.url.protocol === "https:" && url.protocol === "http:")
    throw refused(answer, "leaves https");
  if (url.origin === exchange.url.origin) return { ...exchange, url };
  const { authorization: _, ...headers } = exchange.headers;
  return { ...exchange, url, headers };
}

function refused(answer: Answer, why: string): BpError {
  const url = publicUrl(answer.url);
  return new BpError("REGISTRY", `${answer.method} ${url} redirects to what ${why}: refused`, {
    hint: "the registry, or a proxy before it, is set up wrongly",
    details: { method: answer.method, url, status: answer.status },
  });
}
