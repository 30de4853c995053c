import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { isBpError } from "../../model/error.ts";
import { mediaType } from "../../model/media-type.ts";
import { manifestLimit } from "../content.ts";
import { parseManifest } from "../manifest.ts";
import { asReferrer, ofType } from "../successors.ts";
import type { Received } from "./client.ts";
import { distinct } from "./fallback-index.ts";
import { changeFallback, readFallback } from "./fallback.ts";
import { lookFor } from "./lag.ts";
import { getManifest, typeOf } from "./manifests.ts";
import { pages } from "./paging.ts";
import { faultsOf } from "./problem.ts";
import type { Repository } from "./repository.ts";
import type { Answer } from "./transport.ts";

/** What refers to the subject: by the API, else by the fallback tag (distribution-spec, "Listing Referrers"). */
export async function listReferrers(
  repository: Repository,
  subject: Descriptor,
  artifactType: string | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly Descriptor[]> {
  const native = await fromApi(repository, { subject, artifactType }, signal);
  const { facts } = repository;
  // A registry may answer and yet never list: only one that has listed something of ours is believed to be empty.
  const trusted = facts.referrers === "native" || (native?.length ?? 0) > 0;
  if (trusted && facts.referrers !== "silent")
    return ofType(await complete(repository, native ?? [], signal), artifactType);
  const { entries } = await readFallback(repository, subject, signal);
  const all = distinct([...(native ?? []), ...entries]);
  return ofType(await complete(repository, all, signal), artifactType);
}

/**
 * Makes the referrers findable: asks the API whether it lists them, else writes the fallback index (interop §4.3).
 * @returns what was written into the fallback index, undefined where the registry lists by itself
 * @throws BpError REGISTRY where the fallback tag holds something else
 */
export async function linkReferrers(
  repository: Repository,
  subject: Descriptor,
  referrers: readonly Descriptor[],
  signal: AbortSignal | undefined,
): Promise<readonly Descriptor[] | undefined> {
  if (referrers.length === 0) return undefined;
  if (await listsNatively(repository, subject, referrers, signal)) {
    repository.facts.referrers = "native";
    return undefined;
  }
  const full = await complete(repository, referrers, signal);
  await changeFallback(repository, subject, { add: full, drop: [] }, signal);
  return full;
}

/** Takes a referrer, deleted before, out of the list where the registry does not do that by itself. */
export async function unlinkReferrer(
  repository: Repository,
  subject: Descriptor,
  referrer: Digest,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { entries } = await readFallback(repository, subject, signal);
  if (!entries.some((entry) => entry.digest === referrer)) return;
  await changeFallback(repository, subject, { add: [], drop: [referrer] }, signal);
}

async function listsNatively(
  repository: Repository,
  subject: Descriptor,
  referrers: readonly Descriptor[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { facts } = repository;
  const look = async (): Promise<boolean | undefined> => {
    const listed = await fromApi(repository, { subject }, signal);
    if (listed === undefined) return false;
    const digests = new Set(listed.map((entry) => entry.digest));
    return referrers.every((referrer) => digests.has(referrer.digest)) ? true : undefined;
  };
  // One that was waited for in vain is not waited for again.
  if (facts.referrers === "silent") return (await look()) === true;
  const found = await lookFor(repository, "what was pushed", look, signal);
  if (found === undefined) facts.referrers = "silent";
  return found === true;
}

interface Question {
  readonly subject: Descriptor;
  readonly artifactType?: string | undefined;
}

/** Undefined where the registry has no such API. Once that is known it is not asked again. */
async function fromApi(
  repository: Repository,
  question: Question,
  signal: AbortSignal | undefined,
): Promise<readonly Descriptor[] | undefined> {
  const { facts } = repository;
  while (facts.referrers === undefined && facts.probing !== undefined) await facts.probing;
  if (facts.referrers === "fallback") return undefined;
  const listed = askApi(repository, question, signal);
  if (facts.referrers !== undefined) return listed;
  // An error is the asker's; who waits asks again.
  facts.probing = Promise.allSettled([listed]);
  try {
    return await listed;
  } finally {
    facts.probing = undefined;
  }
}

async function askApi(
  repository: Repository,
  { subject, artifactType }: Question,
  signal: AbortSignal | undefined,
): Promise<readonly Descriptor[] | undefined> {
  const { facts } = repository;
  const found: Descriptor[] = [];
  const query =
    artifactType === undefined ? "" : `?artifactType=${encodeURIComponent(artifactType)}`;
  const first = `referrers/${subject.digest}${query}`;
  const receive = (to: string | URL) => ask(repository, to, signal);
  for await (const { answer, bytes } of pages(repository, first, receive)) {
    if (await lacksApi(repository, answer)) return undefined;
    found.push(...parseManifest(bytes, `the referrers of ${subject.digest}`).manifests);
  }
  facts.referrers ??= "api";
  return found;
}

async function ask(
  repository: Repository,
  to: string | URL,
  signal: AbortSignal | undefined,
): Promise<Received> {
  const headers = { accept: mediaType.index };
  return repository.receive(
    { method: "GET", to, headers, signal, sameOrigin: true },
    manifestLimit,
  );
}

/** Statuses that mean: there is no such API here. A redirect leads to a page for people. */
const lacking: ReadonlySet<number> = new Set([
  301, 302, 303, 307, 308, 400, 404, 405, 406, 410, 501,
]);

/** @throws BpError where the answer says nothing about the API, as 401 or 500 */
async function lacksApi(repository: Repository, answer: Answer): Promise<boolean> {
  const { status } = answer;
  const { facts } = repository;
  if (status === 200 && typeOf(answer) === mediaType.index) return false;
  if (status !== 200 && !lacking.has(status)) throw await repository.problem(answer);
  const faults = status === 200 ? [] : await faultsOf(answer);
  // A repository that does not exist yet says nothing about the registry.
  const says = !faults.some(({ code }) => code === "NAME_UNKNOWN");
  if (says && facts.referrers !== "native") facts.referrers = "fallback";
  return true;
}

/** Some tools drop the artifact type when they copy an index: then the manifest tells (interop §9.4). */
async function complete(
  repository: Repository,
  entries: readonly Descriptor[],
  signal: AbortSignal | undefined,
): Promise<readonly Descriptor[]> {
  return Promise.all(
    entries.map(async (entry) => {
      if (entry.artifactType !== undefined) return entry;
      const manifest = await getManifest(repository, entry.digest, signal).catch(missing);
      if (manifest === undefined) return entry;
      return asReferrer(entry, parseManifest(manifest.bytes, entry.digest));
    }),
  );
}

function missing(error: unknown): undefined {
  if (!isBpError(error, "NOT_FOUND", "DIGEST_MISMATCH", "UNREADABLE", "LIMIT")) throw error;
}
