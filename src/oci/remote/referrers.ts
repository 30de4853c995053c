import type { Descriptor } from "../../model/descriptor.ts";
import { isBpError } from "../../model/error.ts";
import { mediaType } from "../../model/media-type.ts";
import { manifestLimit } from "../content.ts";
import { parseManifest } from "../manifest.ts";
import { asReferrer } from "../successors.ts";
import { readFallback, writeFallback } from "./fallback.ts";
import { getManifest, typeOf } from "./manifests.ts";
import { endless, nextPage, pageLimit } from "./paging.ts";
import { faultsOf } from "./problem.ts";
import type { Repository } from "./repository.ts";
import type { Answer } from "./transport.ts";

/** Milliseconds between the looks for a referrer that a registry with the API does not list yet: 5 s in all. */
const looks = [100, 200, 400, 800, 1_500, 2_000];

/** What refers to the subject: by the API, else by the fallback tag (distribution-spec, "Listing Referrers"). */
export async function listReferrers(
  repository: Repository,
  subject: Descriptor,
  signal: AbortSignal | undefined,
): Promise<readonly Descriptor[]> {
  const native = await fromApi(repository, subject, signal);
  // A registry may answer and yet never list: only one that has listed something of ours is believed to be empty.
  const trusted =
    native !== undefined && (native.length > 0 || repository.facts.referrers === "native");
  const found = trusted ? native : await fromTag(repository, subject, signal);
  return complete(repository, found, signal);
}

/**
 * Makes the referrers findable: asks the API whether it lists them, else writes the fallback index (interop §4.3).
 * @throws BpError REGISTRY where the fallback tag holds something else
 */
export async function linkReferrers(
  repository: Repository,
  subject: Descriptor,
  referrers: readonly Descriptor[],
  signal: AbortSignal | undefined,
): Promise<void> {
  if (referrers.length === 0) return;
  if (await listsNatively(repository, subject, referrers, signal)) {
    repository.facts.referrers = "native";
    return;
  }
  const full = await complete(repository, referrers, signal);
  await writeFallback(repository, subject, full, signal);
}

async function listsNatively(
  repository: Repository,
  subject: Descriptor,
  referrers: readonly Descriptor[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  for (const pause of [...looks, undefined]) {
    const listed = await fromApi(repository, subject, signal);
    if (listed === undefined) return false;
    const digests = new Set(listed.map((entry) => entry.digest));
    if (referrers.every((referrer) => digests.has(referrer.digest))) return true;
    if (pause !== undefined) await repository.client.sleep(pause, signal);
  }
  return false;
}

/** Undefined where the registry has no such API. Once that is known it is not asked again. */
async function fromApi(
  repository: Repository,
  subject: Descriptor,
  signal: AbortSignal | undefined,
): Promise<readonly Descriptor[] | undefined> {
  const { facts } = repository;
  while (facts.referrers === undefined && facts.probing !== undefined) await facts.probing;
  if (facts.referrers === "fallback") return undefined;
  const listed = askApi(repository, subject, signal);
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
  subject: Descriptor,
  signal: AbortSignal | undefined,
): Promise<readonly Descriptor[] | undefined> {
  const { facts } = repository;
  const found: Descriptor[] = [];
  let to: string | URL | undefined = `referrers/${subject.digest}`;
  for (let page = 0; to !== undefined; page += 1) {
    if (page === pageLimit) throw endless(repository);
    const { answer, bytes } = await ask(repository, to, signal);
    if (await lacksApi(repository, answer)) return undefined;
    found.push(...parseManifest(bytes, `the referrers of ${subject.digest}`).manifests);
    to = nextPage(repository, answer);
  }
  facts.referrers ??= "api";
  return found;
}

async function ask(
  repository: Repository,
  to: string | URL,
  signal: AbortSignal | undefined,
): Promise<{ readonly answer: Answer; readonly bytes: Uint8Array }> {
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
  if (status === 200 && typeOf(answer) === mediaType.index) return false;
  if (status !== 200 && !lacking.has(status)) throw await repository.problem(answer);
  const faults = status === 200 ? [] : await faultsOf(answer);
  // A repository that does not exist yet says nothing about the registry.
  if (!faults.some(({ code }) => code === "NAME_UNKNOWN")) repository.facts.referrers = "fallback";
  return true;
}

async function fromTag(
  repository: Repository,
  subject: Descriptor,
  signal: AbortSignal | undefined,
): Promise<readonly Descriptor[]> {
  return (await readFallback(repository, subject, signal)).entries;
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
