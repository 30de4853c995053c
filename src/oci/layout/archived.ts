import type { Digest } from "../../model/digest.ts";
import { algorithmOf, hexOf } from "../../model/digest.ts";
import type { Bytes } from "../../model/ports.ts";
import { readAll } from "../content.ts";
import type { ByteRange } from "./file-bytes.ts";
import { indexLimit } from "./index-file.ts";
import type { LayoutIndex } from "./index-json.ts";
import { parseIndex } from "./index-json.ts";
import type { LayoutReader, ReadableBlobs } from "./source.ts";
import { LayoutSource } from "./source.ts";

/** A file of an archive. */
export interface ArchivedFile {
  /** In bytes. */
  readonly size: number;
  /** The bytes, or those from `start` to `end`, end exclusive. */
  open(start?: number, end?: number): Bytes;
}

/** The files of an archive by their paths below the layout's folder. */
export type ArchivedFiles = (path: string) => ArchivedFile | undefined;

/** One repository as an OCI layout in an archive, for instance a tar; it is only read. `name` is what messages call it. */
export function archivedLayout(files: ArchivedFiles, name: string): LayoutReader {
  return new ArchivedLayout(files, name);
}

class ArchivedLayout extends LayoutSource {
  readonly #files: ArchivedFiles;
  readonly #name: string;
  #index: Promise<LayoutIndex | undefined> | undefined;

  constructor(files: ArchivedFiles, name: string) {
    super(blobsOf(files, name));
    this.#files = files;
    this.#name = name;
  }

  protected readIndex(): Promise<LayoutIndex | undefined> {
    this.#index ??= this.#read();
    return this.#index;
  }

  async #read(): Promise<LayoutIndex | undefined> {
    const file = this.#files("index.json");
    if (file === undefined) return undefined;
    return parseIndex(await readAll(file.open(), indexLimit), `${this.#name}/index.json`);
  }
}

function blobsOf(files: ArchivedFiles, folder: string): ReadableBlobs {
  const at = (digest: Digest): ArchivedFile | undefined =>
    files(`blobs/${algorithmOf(digest)}/${hexOf(digest)}`);
  return {
    folder,
    size: async (digest) => at(digest)?.size,
    read: async (digest, range?: ByteRange) => at(digest)?.open(range?.start, range?.end),
  };
}
