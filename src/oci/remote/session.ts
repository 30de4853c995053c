import type { Digest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import { discard } from "./problem.ts";
import type { Repository } from "./repository.ts";
import type { Answer } from "./transport.ts";

/** Begins an upload (distribution-spec, "POST then PUT"). 202 where it may begin. */
export function beginUpload(
  repository: Repository,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  return repository.once({ method: "POST", to: "blobs/uploads/", signal });
}

/**
 * The session's address, relative or whole. Content and login go to no other host than the registry.
 * @throws BpError REGISTRY
 */
export function sessionOf(repository: Repository, answer: Answer): URL {
  const location = answer.headers.location ?? "";
  const url = URL.parse(location, answer.url.href);
  if (location !== "" && url?.origin === repository.origin.origin) return url;
  const shown = JSON.stringify((url?.origin ?? location).slice(0, 200));
  throw new BpError("REGISTRY", `${repository.name} sends an upload to ${shown}: refused`, {
    hint: "the registry does not know its own address: set its external URL, or forward the Host header",
    details: { repository: repository.name, location: shown },
  });
}

/** The session's address with the digest that closes it; what the registry wrote into it stays as it is. */
export function closing(session: URL, digest: Digest): URL {
  const to = new URL(session);
  to.search = `${to.search === "" ? "?" : `${to.search}&`}digest=${encodeURIComponent(digest)}`;
  return to;
}

/** How much has come, by a `Range` as `0-41`; undefined where the answer does not say, as by `0-0`: one byte, or none. */
export function received(answer: Answer): number | undefined {
  const last = /^(?:bytes=)?0-(\d{1,15})$/u.exec(answer.headers["range"] ?? "")?.[1];
  return last === undefined || last === "0" ? undefined : Number(last) + 1;
}

/** Gives an upload up, if the registry hears it. */
export async function abandon(repository: Repository, session: URL): Promise<void> {
  try {
    await discard(await repository.once({ method: "DELETE", to: session }));
  } catch {
    // It ends by itself: registries forget uploads that nobody continues.
  }
}
