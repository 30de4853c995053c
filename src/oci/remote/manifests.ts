import type { Descriptor } from "../../model/descriptor.ts";
import { algorithmOf, digestOf, isDigest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import { bytesContent, manifestLimit } from "../content.ts";
import { manifestTypes } from "../manifest.ts";
import { discard } from "./problem.ts";
import type { Repository } from "./repository.ts";
import type { Answer } from "./transport.ts";

/** All four, always: some registries answer 404 for a tag whose type is not asked for (interop §9.1). */
const acceptManifests: Readonly<Record<string, string>> = {
  accept: manifestTypes.join(", "),
};

/** A manifest as it came, with a descriptor made from its bytes. */
export interface FetchedManifest {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
  readonly etag: string | undefined;
}

/** What a tag or a digest names, undefined where it is not there. */
export async function headManifest(
  repository: Repository,
  reference: string,
  signal: AbortSignal | undefined,
): Promise<Descriptor | undefined> {
  const to = `manifests/${reference}`;
  const answer = await repository.send({ method: "HEAD", to, headers: acceptManifests, signal });
  if (answer.status === 404) return missing(answer);
  if (answer.status !== 200) throw await repository.problem(answer);
  await discard(answer);
  const digest = String(answer.headers["docker-content-digest"] ?? "");
  const size = Number(answer.headers["content-length"] ?? Number.NaN);
  const mediaType = typeOf(answer);
  if (!isDigest(digest) || !Number.isSafeInteger(size) || mediaType === "")
    return (await getManifest(repository, reference, signal))?.descriptor;
  if (isDigest(reference) && digest !== reference) throw other(repository, reference, digest);
  return { mediaType, digest, size };
}

/**
 * Undefined where it is not there.
 * @throws BpError DIGEST_MISMATCH where a digest was asked for and other bytes came, LIMIT
 */
export async function getManifest(
  repository: Repository,
  reference: string,
  signal: AbortSignal | undefined,
): Promise<FetchedManifest | undefined> {
  const to = `manifests/${reference}`;
  const call = { method: "GET" as const, to, headers: acceptManifests, signal };
  const { answer, bytes } = await repository.receive(call, manifestLimit);
  if (answer.status === 404) return missing(answer);
  if (answer.status !== 200) throw await repository.problem(answer);
  const digest = digestOf(bytes, isDigest(reference) ? algorithmOf(reference) : "sha256");
  if (isDigest(reference) && digest !== reference) throw other(repository, reference, digest);
  return {
    descriptor: { mediaType: typeOf(answer), digest, size: bytes.byteLength },
    bytes,
    etag: answer.headers.etag,
  };
}

/** The answer to a PUT of a manifest under a tag or its digest; the caller judges it. */
export function putManifest(
  repository: Repository,
  reference: string,
  manifest: { readonly mediaType: string; readonly bytes: Uint8Array; readonly ifMatch?: string },
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { mediaType, bytes, ifMatch } = manifest;
  return repository.send({
    method: "PUT",
    to: `manifests/${reference}`,
    headers: {
      "content-type": mediaType,
      ...(ifMatch === undefined ? {} : { "if-match": ifMatch }),
    },
    body: { content: bytesContent(bytes), size: bytes.byteLength },
    signal,
  });
}

/** The media type of an answer without its parameters. */
export function typeOf(answer: Answer): string {
  return (answer.headers["content-type"] ?? "").replace(/;.*$/su, "").trim().toLowerCase();
}

async function missing(answer: Answer): Promise<undefined> {
  await discard(answer);
}

function other(repository: Repository, asked: string, got: string): BpError {
  return new BpError("DIGEST_MISMATCH", `${repository.name} answers ${asked} with ${got}`, {
    hint: "the registry, or something between, is broken or lies: do not use what it gives",
    details: { repository: repository.name, asked, got },
  });
}
