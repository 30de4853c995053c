import { redact } from "../../model/redact.ts";
import type { CachedArchive } from "../../repository/index.ts";

/** Where a chart is looked for: an address, aliases looked up, and its name. */
export interface Place {
  /** As Chart.yaml names it. */
  readonly repository: string;
  /** What that stands for: `https://…` or `oci://…`. */
  readonly address: string;
  readonly name: string;
}

/** A version that a place has to give. */
export interface Offer {
  /** As it is written there: `v1.14.0` too. */
  readonly version: string;
  readonly deprecated: boolean;
}

/** A chart's versions, and what else its repository holds where that is known. */
export interface Offers {
  /** Newest first. */
  readonly versions: readonly Offer[];
  /** Names of other charts there; empty where nobody lists them. */
  readonly others: Iterable<string>;
}

export interface Wanted extends Place {
  /** Exact. */
  readonly version: string;
  /** What the lock says of the bytes, 64 hexadecimal digits: where the cache has them, nobody is asked. */
  readonly sha256: string | undefined;
}

export interface Fetched {
  readonly archive: CachedArchive;
  readonly from: "cache" | "network";
}

/** One kind of repository. */
export interface Upstream {
  /** @throws BpError for a repository that does not answer */
  offers(place: Place): Promise<Offers>;
  /**
   * The archive, checked, undefined where the repository has no such chart or version.
   * @throws BpError DIGEST_MISMATCH for bytes that the repository itself says are others, BAD_ARCHIVE, LIMIT, …
   */
  fetch(wanted: Wanted): Promise<Fetched | undefined>;
}

/** For messages: `nats 1.2.6 from https://…`. */
export function labelOf({ name, version, address }: Wanted): string {
  return `${name} ${version} from ${redact(address)}`;
}
