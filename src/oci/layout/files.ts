import type { Digest } from "../../model/digest.ts";
import { algorithmOf, hexOf } from "../../model/digest.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { Content } from "../../model/ports.ts";
import { bytesContent, verified } from "../content.ts";
import { notFound } from "../missing.ts";
import type { BlobFolder, StoredBlob } from "./blobs.ts";
import type { LayoutIndex } from "./index-json.ts";
import { emptyIndex, formatIndex } from "./index-json.ts";
import { layoutMarker } from "./marker.ts";

/** A file of a layout, as an archive carries it. */
export interface LayoutFile extends Content {
  /** Below the layout's folder. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Of a blob. */
  readonly digest: Digest | undefined;
}

/** The files of a layout, sorted by path. */
export async function layoutFiles(
  index: LayoutIndex | undefined,
  blobs: BlobFolder,
): Promise<readonly LayoutFile[]> {
  const files = [
    textFile("index.json", formatIndex(index ?? emptyIndex)),
    textFile("oci-layout", layoutMarker),
  ];
  for await (const blob of blobs.list()) files.push(blobFile(blob, blobs));
  return files.sort((a, b) => byCodeUnit(a.path, b.path));
}

function textFile(path: string, text: string): LayoutFile {
  const bytes = Buffer.from(text);
  return { ...bytesContent(bytes), path, size: bytes.byteLength, digest: undefined };
}

function blobFile({ digest, size }: StoredBlob, blobs: BlobFolder): LayoutFile {
  return {
    path: `blobs/${algorithmOf(digest)}/${hexOf(digest)}`,
    size,
    digest,
    async *open() {
      const bytes = await blobs.read(digest);
      if (bytes === undefined) throw notFound(digest, blobs.folder);
      yield* verified(bytes, { mediaType: "application/octet-stream", digest, size });
    },
  };
}
