import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { bytesContent } from "../../oci/index.ts";
import type { Store } from "../../oci/index.ts";

/** A blob of a few kilobytes that waits to be pushed. */
export interface Blob {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** Pushes them all at once, each content a single time. */
export async function pushBlobs(store: Store, blobs: readonly Blob[]): Promise<void> {
  const distinct = new Map<Digest, Blob>(blobs.map((blob) => [blob.descriptor.digest, blob]));
  await Promise.all(
    [...distinct.values()].map(({ descriptor, bytes }) =>
      store.push(descriptor, bytesContent(bytes)),
    ),
  );
}
