import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import type { Bytes, Content } from "../../model/ports.ts";
import { isRepositoryPath, isTag } from "../../model/reference.ts";
import { bytesContent, fetchAll, manifestLimit, readAll, verified } from "../content.ts";
import type { Manifest } from "../manifest.ts";
import { isManifest, parseManifest } from "../manifest.ts";
import { notFound } from "../missing.ts";
import type { Store } from "../store.ts";
import { asReferrer, ofType, successors } from "../successors.ts";
import type { Client } from "./client.ts";
import { download } from "./download.ts";
import { originOf } from "./endpoint.ts";
import { getManifest, headManifest, putManifest } from "./manifests.ts";
import { discard } from "./problem.ts";
import { linkReferrers, listReferrers } from "./referrers.ts";
import { Repository } from "./repository.ts";
import type { Access } from "./scope.ts";
import { listTags } from "./tags.ts";
import { uploadBlob } from "./upload.ts";

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
const unaskedLimit = 16 * 1024;
/** Manifests of a few kilobytes that wait for their tag. */
const keptManifests = 16;

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
  readonly #uploaded = new Set<Digest>();
  readonly #manifests = new Map<Digest, Uint8Array>();
  readonly #referrers = new Map<Digest, Descriptor>();
  #linking: Promise<void> = Promise.resolve();
  /** Something that was to be pushed was there already. */
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
  }

  async resolve(reference: string, signal?: AbortSignal): Promise<Descriptor> {
    const found = await headManifest(this.#repository, reference, signal);
    if (found === undefined) throw notFound(reference, this.#repository.name);
    return found;
  }

  async fetch(target: Descriptor, signal?: AbortSignal): Promise<Bytes> {
    if (!isManifest(target.mediaType)) return download(this.#repository, target, signal);
    const found = await getManifest(this.#repository, target.digest, signal);
    if (found === undefined) throw notFound(target.digest, this.#repository.name);
    return verified(bytesContent(found.bytes).open(), target);
  }

  async exists(target: Descriptor, signal?: AbortSignal): Promise<boolean> {
    if (isManifest(target.mediaType))
      return (await headManifest(this.#repository, target.digest, signal)) !== undefined;
    const to = `blobs/${target.digest}`;
    const answer = await this.#repository.send({ method: "HEAD", to, signal });
    if (answer.status !== 200 && answer.status !== 404)
      throw await this.#repository.problem(answer);
    await discard(answer);
    return answer.status === 200;
  }

  async referrers(
    subject: Descriptor,
    artifactType?: string,
    signal?: AbortSignal,
  ): Promise<readonly Descriptor[]> {
    return ofType(await listReferrers(this.#repository, subject, signal), artifactType);
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

  async tag(target: Descriptor, reference: string, signal?: AbortSignal): Promise<void> {
    if (!isTag(reference)) throw new BpError("BAD_REFERENCE", `${reference} is not a tag`);
    const known = this.#manifests.get(target.digest);
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
    this.#remember(expected, parseManifest(bytes, expected.digest), bytes);
    await this.#put(reference, expected, bytes, signal);
  }

  /** One after the other: two writes of a fallback index by one program need not race. */
  linkReferrers(
    subject: Descriptor,
    referrers: readonly Descriptor[],
    signal?: AbortSignal,
  ): Promise<void> {
    const full = referrers.map((entry) => this.#referrers.get(entry.digest) ?? entry);
    const linked = this.#linking.then(() => linkReferrers(this.#repository, subject, full, signal));
    this.#linking = linked.catch(() => undefined);
    return linked;
  }

  async #push(expected: Descriptor, content: Content, signal?: AbortSignal): Promise<void> {
    const checked: Content = { open: () => verified(content.open(), expected) };
    if (isManifest(expected.mediaType)) return this.#pushManifest(expected, checked, signal);
    if (this.#asksFirst(expected) && (await this.#holds(expected, signal))) return;
    await uploadBlob(this.#repository, expected, checked, signal);
    this.#uploaded.add(expected.digest);
  }

  /** A small blob costs no more to send than to ask for: once a repository has turned out to be without, we do not ask. */
  #asksFirst({ size }: Descriptor): boolean {
    return size > unaskedLimit || this.#uploaded.size === 0 || this.#held;
  }

  async #holds(expected: Descriptor, signal: AbortSignal | undefined): Promise<boolean> {
    const there = await this.exists(expected, signal);
    if (there) this.#held = true;
    return there;
  }

  async #pushManifest(expected: Descriptor, content: Content, signal?: AbortSignal): Promise<void> {
    const bytes = await readAll(content.open(), manifestLimit);
    const manifest = parseManifest(bytes, expected.digest);
    this.#remember(expected, manifest, bytes);
    // What names content that was missing a moment ago cannot have been there: no need to ask.
    const fresh = successors(manifest).some((child) => this.#uploaded.has(child.digest));
    if (!fresh && (await this.#holds(expected, signal))) return;
    await this.#put(expected.digest, expected, bytes, signal);
    this.#uploaded.add(expected.digest);
  }

  async #put(
    reference: string,
    expected: Descriptor,
    bytes: Uint8Array,
    signal?: AbortSignal,
  ): Promise<void> {
    const manifest = { mediaType: expected.mediaType, bytes };
    const answer = await putManifest(this.#repository, reference, manifest, signal);
    if (answer.status !== 201) throw await this.#repository.problem(answer);
    this.#repository.checkStored(answer, expected);
    await discard(answer);
  }

  #remember(expected: Descriptor, manifest: Manifest, bytes: Uint8Array): void {
    if (manifest.subject !== undefined)
      this.#referrers.set(expected.digest, asReferrer(expected, manifest));
    this.#manifests.set(expected.digest, bytes);
    const [oldest] = this.#manifests.keys();
    if (this.#manifests.size > keptManifests && oldest !== undefined)
      this.#manifests.delete(oldest);
  }
}
