import type { Descriptor } from "../../model/descriptor.ts";
import { algorithmOf, digestOf, isDigest, sameAlgorithm } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import { bytesContent, manifestLimit } from "../content.ts";
import { manifestTypes } from "../manifest.ts";
import { lookFor } from "./lag.ts";
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
  const told = toldBy(answer);
  if (told === undefined || (isDigest(reference) && !sameAlgorithm(told.digest, reference)))
    return (await getManifest(repository, reference, signal))?.descriptor;
  if (isDigest(reference) && told.digest !== reference)
    throw other(repository, reference, told.digest);
  return told;
}

/** The descriptor that a head gives, undefined where it does not give all of it. */
function toldBy(answer: Answer): Descriptor | undefined {
  const digest = String(answer.headers["docker-content-digest"] ?? "");
  const size = Number(answer.headers["content-length"] ?? Number.NaN);
  const mediaType = typeOf(answer);
  const whole = isDigest(digest) && Number.isSafeInteger(size) && mediaType !== "";
  return whole ? { mediaType, digest, size } : undefined;
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
  const told = String(answer.headers["docker-content-digest"] ?? "");
  const expected = isDigest(reference) ? reference : told;
  const digest = digestOf(bytes, isDigest(expected) ? algorithmOf(expected) : "sha256");
  if (isDigest(expected) && digest !== expected) throw other(repository, reference, digest);
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

interface Pushed {
  readonly expected: Descriptor;
  readonly bytes: Uint8Array;
  /** All that it names is there, as far as this run knows. */
  readonly complete: boolean;
}

/**
 * Puts a manifest under a tag or its digest. A registry that does not see yet what was pushed before is waited for.
 * @throws BpError CONFLICT where the tag may not change, DIGEST_MISMATCH, REGISTRY, …
 */
export async function pushManifest(
  repository: Repository,
  reference: string,
  { expected, bytes, complete }: Pushed,
  signal: AbortSignal | undefined,
): Promise<void> {
  const manifest = { mediaType: expected.mediaType, bytes };
  let problem: BpError | undefined;
  const put = async (): Promise<true | undefined> => {
    const answer = await putManifest(repository, reference, manifest, signal);
    if (answer.status === 201) {
      repository.checkStored(answer, expected);
      await discard(answer);
      return true;
    }
    problem = await repository.problem(answer);
    // Distribution 2.8 names DIGEST_INVALID before it, where another program is just writing the very same content.
    const lags = complete && problem.message.includes("MANIFEST_BLOB_UNKNOWN");
    if (!lags) throw problem;
    return undefined;
  };
  const done = await lookFor(repository, "what the manifest names", put, signal);
  if (done === undefined && problem !== undefined) throw problem;
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

/**
 * Removes a manifest by its digest, or a tag (distribution-spec, "Content Management").
 * @throws BpError NOT_FOUND, REGISTRY where the registry does not delete
 */
export async function deleteManifest(
  repository: Repository,
  reference: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const to = `manifests/${reference}`;
  const answer = await repository.send({ method: "DELETE", to, signal });
  if (answer.status === 405 || answer.status === 400) {
    await discard(answer);
    throw new BpError("REGISTRY", `${repository.name} does not delete ${reference}`, {
      hint: "the registry does not offer this, or has it turned off: see its settings",
      details: { repository: repository.name, status: answer.status },
    });
  }
  if (answer.status !== 202 && answer.status !== 200 && answer.status !== 204)
    throw await repository.problem(answer);
  await discard(answer);
}
