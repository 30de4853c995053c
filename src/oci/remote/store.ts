import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { isDigest, sameAlgorithm } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import type { Bytes, Content } from "../../model/ports.ts";
import { isRepositoryPath, isTag } from "../../model/reference.ts";
import { bytesContent, fetchAll, manifestLimit, readAll, verified } from "../content.ts";
import { isManifest, parseManifest } from "../manifest.ts";
import { notFound } from "../missing.ts";
import type { Source, Store } from "../store.ts";
import { successors } from "../successors.ts";
import type { Client } from "./client.ts";
import { download } from "./download.ts";
import { originOf } from "./endpoint.ts";
import { lookFor } from "./lag.ts";
import { LinkedReferrers } from "./linked.ts";
import { deleteManifest, getManifest, headManifest, pushManifest } from "./manifests.ts";
import { mountBlob } from "./mount.ts";
import { discard } from "./problem.ts";
import { listReferrers, unlinkReferrer } from "./referrers.ts";
import { Repository } from "./repository.ts";
import type { Access } from "./scope.ts";
import { listTags } from "./tags.ts";
import { uploadBlob } from "./upload.ts";
import { Written } from "./written.ts";

export interface RegistryOptions {
  readonly client: Client;
  /** `host[:port]` as the user writes it; `docker.io` is known. */
  readonly host: string;
  /** The repository. */
  readonly path: string;
  /** http instead of https; by default for loopback hosts alone. */
  readonly plainHttp?: boolean;
  /** What the first token is asked for; "pull" by default, and another token is bought to write. */
  readonly access?: Access;
}

/** In bytes. A larger blob is always asked for before it is sent. */
const unaskedLimit = 64 * 1024;

/**
 * One repository of an OCI registry (distribution-spec v1.1). What it has seen there it does not ask for again.
 * @throws BpError BAD_REFERENCE where the path is not one of a repository
 */
export function registryStore(options: RegistryOptions): Store {
  return new RegistryStore(options);
}

class RegistryStore implements Store {
  readonly #repository: Repository;
  readonly #present = new Map<Digest, Promise<void>>();
  readonly #written = new Written();
  readonly #linked: LinkedReferrers;
  /** Uploads that began because a mount was not possible. */
  readonly #sessions = new Map<Digest, URL>();
  /** Something that was looked for, or to be pushed, was not there; was there already. */
  #lacked = false;
  #held = false;

  constructor(options: RegistryOptions) {
    const { client, host, path, access = "pull" } = options;
    if (!isRepositoryPath(path))
      throw new BpError(
        "BAD_REFERENCE",
        `${JSON.stringify(path.slice(0, 300))} is not a repository`,
      );
    const origin = originOf(host, options.plainHttp);
    this.#repository = new Repository(client, origin, { host, path, access });
    this.#linked = new LinkedReferrers(this.#repository);
  }

  async resolve(reference: string, signal?: AbortSignal): Promise<Descriptor> {
    const ours = this.#written.named(reference);
    let found: Descriptor | undefined;
    const look = async (): Promise<Descriptor | undefined> => {
      found = await headManifest(this.#repository, reference, signal);
      return ours === undefined || (found && isSame(found.digest, ours)) ? found : undefined;
    };
    await (ours === undefined ? look() : this.#lagging(reference, look, signal));
    if (found !== undefined) return found;
    this.#lacked = true;
    throw notFound(reference, this.#repository.name);
  }

  async fetch(target: Descriptor, signal?: AbortSignal): Promise<Bytes> {
    const look = (): Promise<Bytes | undefined> => this.#open(target, signal);
    const found = this.#written.has(target.digest)
      ? await this.#lagging(target.digest, look, signal)
      : await look();
    if (found === undefined) throw notFound(target.digest, this.#repository.name);
    return found;
  }

  async exists(target: Descriptor, signal?: AbortSignal): Promise<boolean> {
    const there = isManifest(target.mediaType)
      ? (await headManifest(this.#repository, target.digest, signal)) !== undefined
      : await this.#hasBlob(target, signal);
    this.#lacked ||= !there;
    return there;
  }

  async #hasBlob(target: Descriptor, signal: AbortSignal | undefined): Promise<boolean> {
    const to = `blobs/${target.digest}`;
    const answer = await this.#repository.send({ method: "HEAD", to, signal });
    if (answer.status !== 200 && answer.status !== 404)
      throw await this.#repository.problem(answer);
    await discard(answer);
    return answer.status === 200;
  }

  referrers(
    subject: Descriptor,
    artifactType?: string,
    signal?: AbortSignal,
  ): Promise<readonly Descriptor[]> {
    return listReferrers(this.#repository, subject, artifactType, signal);
  }

  tags(signal?: AbortSignal): Promise<readonly string[]> {
    return listTags(this.#repository, signal);
  }

  /** Content that several manifests share is pushed once, however many ask at the same time. */
  push(expected: Descriptor, content: Content, signal?: AbortSignal): Promise<void> {
    const known = this.#present.get(expected.digest);
    if (known !== undefined) return known;
    const pushed = this.#push(expected, content, signal);
    this.#present.set(expected.digest, pushed);
    pushed.catch(() => this.#present.delete(expected.digest));
    return pushed;
  }

  async mount(target: Descriptor, from: Source, signal?: AbortSignal): Promise<boolean> {
    if (!(from instanceof RegistryStore) || isManifest(target.mediaType)) return false;
    const { origin, path } = from.#repository;
    const repository = this.#repository;
    if (origin.href !== repository.origin.href || path === repository.path) return false;
    if (this.#present.has(target.digest)) return true;
    const { done, session } = await mountBlob(repository, target, path, signal);
    if (session !== undefined) this.#sessions.set(target.digest, session);
    if (!done) return false;
    this.#present.set(target.digest, Promise.resolve());
    this.#written.add(target.digest);
    return true;
  }

  async tag(target: Descriptor, reference: string, signal?: AbortSignal): Promise<void> {
    if (!isTag(reference)) throw new BpError("BAD_REFERENCE", `${reference} is not a tag`);
    const known = this.#written.manifest(target.digest);
    const bytes = known ?? (await fetchAll(this, target, manifestLimit, signal));
    await this.#put(reference, target, bytes, signal);
  }

  async pushTagged(
    expected: Descriptor,
    content: Content,
    reference: string,
    signal?: AbortSignal,
  ): Promise<void> {
    if (!isTag(reference)) throw new BpError("BAD_REFERENCE", `${reference} is not a tag`);
    const bytes = await readAll(verified(content.open(), expected), manifestLimit);
    this.#written.remember(expected, parseManifest(bytes, expected.digest), bytes);
    await this.#put(reference, expected, bytes, signal);
  }

  linkReferrers(
    subject: Descriptor,
    referrers: readonly Descriptor[],
    signal?: AbortSignal,
  ): Promise<void> {
    const full = referrers.map((entry) => this.#written.referrer(entry));
    return this.#linked.link(subject, full, signal);
  }

  settle(signal?: AbortSignal): Promise<void> {
    return this.#linked.settle(signal);
  }

  async remove(reference: string, signal?: AbortSignal): Promise<void> {
    this.#written.forget(reference);
    if (!isDigest(reference)) return deleteManifest(this.#repository, reference, signal);
    this.#present.delete(reference);
    const found = await getManifest(this.#repository, reference, signal);
    if (found === undefined) throw notFound(reference, this.#repository.name);
    const { subject } = parseManifest(found.bytes, reference);
    await deleteManifest(this.#repository, reference, signal);
    if (subject !== undefined) await unlinkReferrer(this.#repository, subject, reference, signal);
  }

  /** What this run wrote is waited for; the last look counts. */
  #lagging<T>(
    what: string,
    look: () => Promise<T | undefined>,
    signal: AbortSignal | undefined,
  ): Promise<T | undefined> {
    return lookFor(this.#repository, `${what}, written a moment ago,`, look, signal);
  }

  async #open(target: Descriptor, signal: AbortSignal | undefined): Promise<Bytes | undefined> {
    if (!isManifest(target.mediaType)) return download(this.#repository, target, signal);
    const found = await getManifest(this.#repository, target.digest, signal);
    return found && verified(bytesContent(found.bytes).open(), target);
  }

  async #push(expected: Descriptor, content: Content, signal?: AbortSignal): Promise<void> {
    const checked: Content = { open: () => verified(content.open(), expected) };
    if (isManifest(expected.mediaType)) return this.#pushManifest(expected, checked, signal);
    const session = this.#sessions.get(expected.digest);
    this.#sessions.delete(expected.digest);
    const asks = session === undefined && this.#asksFirst(expected);
    if (asks && (await this.#holds(expected, signal))) return;
    await uploadBlob(this.#repository, expected, checked, { session, signal });
    this.#written.add(expected.digest);
  }

  /** A small blob costs no more to send than to ask for: once a repository has turned out to be without, we do not ask. */
  #asksFirst({ size }: Descriptor): boolean {
    return size > unaskedLimit || !this.#lacked || this.#held;
  }

  async #holds(expected: Descriptor, signal: AbortSignal | undefined): Promise<boolean> {
    const there = await this.exists(expected, signal);
    if (there) this.#held = true;
    return there;
  }

  async #pushManifest(expected: Descriptor, content: Content, signal?: AbortSignal): Promise<void> {
    const bytes = await readAll(content.open(), manifestLimit);
    const manifest = parseManifest(bytes, expected.digest);
    this.#written.remember(expected, manifest, bytes);
    if (!this.#written.isFresh(manifest) && (await this.#holds(expected, signal))) return;
    await this.#put(expected.digest, expected, bytes, signal);
    this.#written.add(expected.digest);
  }

  async #put(
    reference: string,
    expected: Descriptor,
    bytes: Uint8Array,
    signal?: AbortSignal,
  ): Promise<void> {
    const named = successors(parseManifest(bytes, reference));
    const complete = named.every(({ digest }) => this.#present.has(digest));
    await pushManifest(this.#repository, reference, { expected, bytes, complete }, signal);
    if (!isDigest(reference)) this.#written.tagged(reference, expected.digest);
  }
}

/** A registry may name what we tagged by another algorithm. */
function isSame(named: Digest, ours: Digest): boolean {
  return named === ours || !sameAlgorithm(named, ours);
}
