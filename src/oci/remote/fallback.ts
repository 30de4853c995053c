import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import { mediaType } from "../../model/media-type.ts";
import { byCodeUnit } from "../../model/order.ts";
import { parseManifest } from "../manifest.ts";
import type { FetchedManifest } from "./manifests.ts";
import { getManifest, headManifest, putManifest } from "./manifests.ts";
import { discard } from "./problem.ts";
import type { Repository } from "./repository.ts";

/** How often a lost update is made again. */
const rounds = 8;

interface Fallback {
  readonly entries: readonly Descriptor[];
  readonly etag: string | undefined;
}

/** The tag of the fallback index (distribution-spec, "Referrers Tag Schema"). */
function fallbackTag(subject: Digest): string {
  return subject.replace(":", "-").slice(0, 128);
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
 * Writes our entries into the fallback index beside those that are there, and looks again until they are in it: another
 * writer may have been faster, and there are registries that do not honour If-Match (interop §9.2).
 */
export async function writeFallback(
  repository: Repository,
  subject: Descriptor,
  ours: readonly Descriptor[],
  signal: AbortSignal | undefined,
): Promise<void> {
  let gone: ReadonlySet<Digest> = new Set();
  for (let round = 0; round < rounds; round += 1) {
    const before = await readFallback(repository, subject, signal);
    if (gone.size === 0 && holds(before.entries, ours)) return;
    const merged = merge(before.entries, ours).filter((entry) => !gone.has(entry.digest));
    gone = await put(
      repository,
      fallbackTag(subject.digest),
      { entries: merged, etag: before.etag },
      signal,
    );
  }
  if (holds((await readFallback(repository, subject, signal)).entries, ours)) return;
  throw new BpError(
    "REGISTRY",
    `${repository.name} loses the list of what refers to ${subject.digest}`,
    {
      hint: "let one program at a time publish this version, and run the command again",
      details: { repository: repository.name, subject: subject.digest },
    },
  );
}

/** Returns the entries whose manifest is gone, where that was what the registry refused. */
async function put(
  repository: Repository,
  tag: string,
  index: Fallback,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<Digest>> {
  const bytes = Buffer.from(formatIndex(index.entries));
  const { etag } = index;
  const answer = await putManifest(
    repository,
    tag,
    { mediaType: mediaType.index, bytes, ...(etag === undefined ? {} : { ifMatch: etag }) },
    signal,
  );
  if (answer.status === 400 || answer.status === 404) {
    const gone = await missingOf(repository, index.entries, signal);
    if (gone.size === 0) throw await repository.problem(answer);
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

function formatIndex(entries: readonly Descriptor[]): string {
  const manifests = entries.map((entry) => ({
    mediaType: entry.mediaType,
    digest: entry.digest,
    size: entry.size,
    ...(entry.artifactType === undefined ? {} : { artifactType: entry.artifactType }),
    ...(entry.annotations === undefined ? {} : { annotations: sorted(entry.annotations) }),
  }));
  return JSON.stringify({ schemaVersion: 2, mediaType: mediaType.index, manifests });
}

/** Theirs in their order, each once, ours in the place of the same digest or at the end. */
function merge(theirs: readonly Descriptor[], ours: readonly Descriptor[]): readonly Descriptor[] {
  return distinct([
    ...theirs.map((entry) => ours.find((own) => own.digest === entry.digest) ?? entry),
    ...ours,
  ]);
}

function distinct(entries: readonly Descriptor[]): readonly Descriptor[] {
  return [...new Map(entries.map((entry) => [entry.digest, entry])).values()];
}

function holds(entries: readonly Descriptor[], ours: readonly Descriptor[]): boolean {
  const texts = new Set(entries.map(textOf));
  return ours.every((own) => texts.has(textOf(own)));
}

function textOf(entry: Descriptor): string {
  const { mediaType, digest, size, artifactType } = entry;
  return JSON.stringify([mediaType, digest, size, artifactType, sorted(entry.annotations ?? {})]);
}

function sorted(annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(annotations).sort(([a], [b]) => byCodeUnit(a, b)));
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
