import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { algorithmOf, hexOf } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import { mediaType } from "../../model/media-type.ts";
import { parseManifest } from "../manifest.ts";
import type { Change } from "./fallback-index.ts";
import { applied, distinct, formatIndex, holds } from "./fallback-index.ts";
import type { FetchedManifest } from "./manifests.ts";
import { getManifest, headManifest, putManifest } from "./manifests.ts";
import { discard } from "./problem.ts";
import type { Repository } from "./repository.ts";

/** How often a lost update is made again. */
const rounds = 20;
/** From which refusal on one counts for which no reason is found. */
const refusals = 4;
/** Milliseconds that the first pause after a lost update has at most; each further one has twice as many. */
const [firstPause, longestPause] = [50, 2_000];

interface Fallback {
  readonly entries: readonly Descriptor[];
  readonly etag: string | undefined;
}

/** The tag of the fallback index (distribution-spec, "Referrers Tag Schema"). */
function fallbackTag(subject: Digest): string {
  return `${algorithmOf(subject)}-${hexOf(subject).slice(0, 64)}`;
}

/**
 * The entries of the fallback index, none where there is no such tag.
 * @throws BpError REGISTRY where the tag holds something else than an index of others
 */
export async function readFallback(
  repository: Repository,
  subject: Descriptor,
  signal: AbortSignal | undefined,
): Promise<Fallback> {
  const tag = fallbackTag(subject.digest);
  const found = await getManifest(repository, tag, signal);
  if (found === undefined) return { entries: [], etag: undefined };
  const manifest = parseManifest(found.bytes, `${repository.name}:${tag}`);
  const isIndex = (manifest.mediaType ?? found.descriptor.mediaType) === mediaType.index;
  if (!isIndex || found.descriptor.digest === subject.digest)
    throw notAnIndex(repository, tag, found);
  return { entries: distinct(manifest.manifests), etag: found.etag };
}

/**
 * Changes the fallback index and looks again until the change is in it: another writer may have been faster, and there
 * are registries that do not honour If-Match (interop §9.2).
 * @returns how often it was written
 */
export async function changeFallback(
  repository: Repository,
  subject: Descriptor,
  change: Change,
  signal: AbortSignal | undefined,
): Promise<number> {
  let gone: ReadonlySet<Digest> = new Set();
  for (let round = 0; round < rounds; round += 1) {
    const before = await readFallback(repository, subject, signal);
    if (gone.size === 0 && holds(before.entries, change)) return round;
    const met = round > 0 && gone.size === 0;
    if (met) await takeTurns(repository, round, signal);
    const now = met ? await readFallback(repository, subject, signal) : before;
    const entries = applied(now.entries, change).filter((entry) => !gone.has(entry.digest));
    const isLast = round + 1 >= refusals;
    gone = await put(repository, subject, { entries, etag: now.etag, isLast }, signal);
  }
  if (holds((await readFallback(repository, subject, signal)).entries, change)) return rounds;
  throw new BpError(
    "REGISTRY",
    `${repository.name} loses the list of what refers to ${subject.digest}`,
    {
      hint: "let one program at a time publish this version, and run the command again",
      details: { repository: repository.name, subject: subject.digest },
    },
  );
}

/** Writers that met once draw lots, so that they do not meet again. */
function takeTurns(
  repository: Repository,
  round: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const most = Math.min(firstPause * 2 ** (round - 1), longestPause);
  const ms = Math.round(most * repository.client.random());
  return repository.pause(ms, "another program writes the same list of referrers", signal);
}

/**
 * Returns the entries whose manifest is gone, where that was what the registry refused. While another program puts the
 * same manifest, a registry may read it half-written and refuse what refers to it (distribution 2.8): that passes.
 */
async function put(
  repository: Repository,
  subject: Descriptor,
  { entries, etag, isLast }: Fallback & { readonly isLast: boolean },
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<Digest>> {
  const bytes = Buffer.from(formatIndex(entries));
  const answer = await putManifest(
    repository,
    fallbackTag(subject.digest),
    { mediaType: mediaType.index, bytes, ...(etag === undefined ? {} : { ifMatch: etag }) },
    signal,
  );
  if (answer.status === 400 || answer.status === 404) {
    const gone = await missingOf(repository, entries, signal);
    if (gone.size === 0 && isLast) throw await repository.problem(answer);
    await discard(answer);
    return gone;
  }
  if (answer.status !== 201 && answer.status !== 412) throw await repository.problem(answer);
  await discard(answer);
  return new Set();
}

async function missingOf(
  repository: Repository,
  entries: readonly Descriptor[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<Digest>> {
  const gone = await Promise.all(
    entries.map(async ({ digest }) => {
      const there = await headManifest(repository, digest, signal);
      return there === undefined ? digest : undefined;
    }),
  );
  return new Set(gone.filter((digest) => digest !== undefined));
}

function notAnIndex(repository: Repository, tag: string, found: FetchedManifest): BpError {
  return new BpError(
    "REGISTRY",
    `${repository.name}:${tag} is not an index of referrers but ${found.descriptor.mediaType}`,
    {
      hint: "this registry uses the tag for something else: signatures cannot be kept there in this way",
      details: { repository: repository.name, tag, digest: found.descriptor.digest },
    },
  );
}
