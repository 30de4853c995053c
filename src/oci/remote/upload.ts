import type { Descriptor } from "../../model/descriptor.ts";
import { BpError } from "../../model/error.ts";
import type { Content } from "../../model/ports.ts";
import { discard } from "./problem.ts";
import type { Repository } from "./repository.ts";
import type { Answer, Body } from "./transport.ts";

/** A blob up to here is offered with the first request to a registry of which we do not know whether it takes that. */
const offerLimit = 64 * 1024;

const octets = { "content-type": "application/octet-stream" };
/** Refusals that say nothing about the way of uploading. */
const plainRefusals: ReadonlySet<number> = new Set([401, 403, 404, 408, 413, 429]);

/**
 * Uploads a blob in one piece (distribution-spec, "Pushing a blob monolithically"): with a single POST where the
 * registry takes it, else POST and PUT. A failed upload begins again with a new session.
 * @throws BpError UNAUTHORIZED, DENIED, DIGEST_MISMATCH, REGISTRY, NETWORK
 */
export async function uploadBlob(
  repository: Repository,
  expected: Descriptor,
  content: Content,
  signal: AbortSignal | undefined,
): Promise<void> {
  const body = { content, size: expected.size };
  const place = { host: repository.host, signal };
  const answer = await repository.client.retrying(place, () =>
    attempt(repository, expected, body, signal),
  );
  if (answer.status !== 201) throw await repository.problem(answer);
  repository.checkStored(answer, expected);
  await discard(answer);
}

async function attempt(
  repository: Repository,
  expected: Descriptor,
  body: Body,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { singlePost } = repository.facts;
  if (singlePost === true || (singlePost === undefined && body.size <= offerLimit)) {
    const answer = await offer(repository, expected, body, signal);
    if (answer !== undefined) return answer;
  }
  const started = await repository.once({ method: "POST", to: "blobs/uploads/", signal });
  return started.status === 202 ? put(repository, started, expected, { body, signal }) : started;
}

/** Undefined where the registry wants it otherwise. */
async function offer(
  repository: Repository,
  expected: Descriptor,
  body: Body,
  signal: AbortSignal | undefined,
): Promise<Answer | undefined> {
  const to = `blobs/uploads/?digest=${encodeURIComponent(expected.digest)}`;
  const answer = await repository.once({ method: "POST", to, headers: octets, body, signal });
  const { facts } = repository;
  if (answer.status === 201) facts.singlePost = true;
  if (answer.status === 201 || answer.status >= 500 || plainRefusals.has(answer.status))
    return answer;
  facts.singlePost = false;
  if (answer.status === 202) return put(repository, answer, expected, { body, signal });
  await discard(answer);
  return undefined;
}

async function put(
  repository: Repository,
  started: Answer,
  expected: Descriptor,
  rest: { readonly body: Body; readonly signal: AbortSignal | undefined },
): Promise<Answer> {
  const to = sessionOf(repository, started);
  to.search = `${to.search === "" ? "?" : `${to.search}&`}digest=${encodeURIComponent(expected.digest)}`;
  await discard(started);
  return repository.once({ method: "PUT", to, headers: octets, ...rest });
}

/** The session's address, relative or whole. Content and login go to no other host than the registry. */
function sessionOf(repository: Repository, started: Answer): URL {
  const location = started.headers.location ?? "";
  const url = URL.parse(location, started.url.href);
  if (location !== "" && url?.origin === repository.origin.origin) return url;
  const shown = JSON.stringify((url?.origin ?? location).slice(0, 200));
  throw new BpError("REGISTRY", `${repository.name} sends an upload to ${shown}: refused`, {
    hint: "the registry does not know its own address: set its external URL, or forward the Host header",
    details: { repository: repository.name, location: shown },
  });
}
