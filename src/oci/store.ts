import type { Descriptor } from "../model/descriptor.ts";
import type { Bytes, Content } from "../model/ports.ts";

/** One repository that can be read: in a registry, in a folder of OCI layouts, in memory. */
export interface Source {
  /**
   * The descriptor that a tag or a digest names now.
   * @throws BpError NOT_FOUND where the tag, the digest or the whole repository is not there
   */
  resolve(reference: string, signal?: AbortSignal): Promise<Descriptor>;
  /**
   * The content, verified against digest and size as it flows: the iteration throws BpError DIGEST_MISMATCH on short,
   * long or other bytes. @throws BpError NOT_FOUND
   */
  fetch(target: Descriptor, signal?: AbortSignal): Promise<Bytes>;
  exists(target: Descriptor, signal?: AbortSignal): Promise<boolean>;
  /**
   * What refers to the subject (distribution-spec v1.1, "Listing Referrers"), in the order of the index, `artifactType`
   * and annotations filled in. Empty where nothing does.
   */
  referrers(
    subject: Descriptor,
    artifactType?: string,
    signal?: AbortSignal,
  ): Promise<readonly Descriptor[]>;
  /** Every tag, sorted by code unit. Empty where the repository does not exist yet. */
  tags(signal?: AbortSignal): Promise<readonly string[]>;
}

/** One repository that can also be written. */
export interface Store extends Source {
  /** Does nothing where the content is there already. @throws BpError DIGEST_MISMATCH, DENIED, UNAUTHORIZED, REGISTRY, NETWORK */
  push(expected: Descriptor, content: Content, signal?: AbortSignal): Promise<void>;
  /** Makes the manifest, pushed before, visible under the tag. */
  tag(target: Descriptor, reference: string, signal?: AbortSignal): Promise<void>;
  /** Pushes a manifest under a tag in one step: what two steps would do, for half of the requests. */
  pushTagged(
    expected: Descriptor,
    content: Content,
    reference: string,
    signal?: AbortSignal,
  ): Promise<void>;
  /**
   * Makes referrer manifests, pushed before, findable from their subject: one check, and where the store has no
   * referrers API one write of the fallback index with all of them (interop §4.3).
   */
  linkReferrers(
    subject: Descriptor,
    referrers: readonly Descriptor[],
    signal?: AbortSignal,
  ): Promise<void>;
  /**
   * For the end of a run: makes sure that what was linked is still there, and links again what another writer undid.
   * @throws BpError REGISTRY where it is lost over and over
   */
  settle?(signal?: AbortSignal): Promise<void>;
  /**
   * Takes content over from a repository beside this one without moving its bytes, where both stores know how; false
   * where they do not, or it is not there. @throws BpError as push does
   */
  mount?(target: Descriptor, from: Source, signal?: AbortSignal): Promise<boolean>;
  /**
   * Takes a tag away; or, named by its digest, a manifest with all its tags.
   * @throws BpError NOT_FOUND; CONFLICT where an index holds the manifest; REGISTRY where deletion is disabled
   */
  remove?(reference: string, signal?: AbortSignal): Promise<void>;
}
