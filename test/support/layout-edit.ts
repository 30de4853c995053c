import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { StoredLayer, StoredManifest } from "./stored.ts";

export type Entry = StoredLayer;

/** An OCI layout in the hands of somebody who may write to its folder. */
export class LayoutEdit {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The entries of index.json. */
  entries(): readonly Entry[] {
    const text = readFileSync(join(this.folder, "index.json"), "utf8");
    return (JSON.parse(text) as { readonly manifests: readonly Entry[] }).manifests;
  }

  setEntries(manifests: readonly Entry[]): void {
    const index = { schemaVersion: 2, manifests };
    writeFileSync(join(this.folder, "index.json"), JSON.stringify(index));
  }

  /** The one entry for which this holds. @throws Error where it is not one */
  only(holds: (entry: Entry) => boolean): Entry {
    const [found, ...more] = this.entries().filter(holds);
    if (found === undefined || more.length > 0) throw new Error(`not one entry, in ${this.folder}`);
    return found;
  }

  replace(old: Entry, entries: readonly Entry[]): void {
    this.setEntries(
      this.entries().flatMap((entry) =>
        JSON.stringify(entry) === JSON.stringify(old) ? entries : [entry],
      ),
    );
  }

  blobs(): readonly string[] {
    return readdirSync(join(this.folder, "blobs/sha256")).map((hex) => `sha256:${hex}`);
  }

  path(digest: string): string {
    return join(this.folder, "blobs/sha256", digest.slice("sha256:".length));
  }

  read(digest: string): Buffer {
    return readFileSync(this.path(digest));
  }

  manifest(digest: string): StoredManifest {
    return JSON.parse(this.read(digest).toString()) as StoredManifest;
  }

  /** Writes what is not what its name says. */
  overwrite(digest: string, bytes: Uint8Array): void {
    writeFileSync(this.path(digest), bytes);
  }

  remove(digest: string): void {
    rmSync(this.path(digest));
  }

  /** Adds an honest blob. */
  add(mediaType: string, bytes: Uint8Array): Entry {
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    this.overwrite(digest, bytes);
    return { mediaType, digest, size: bytes.byteLength };
  }

  addJson(mediaType: string, value: unknown): Entry {
    return this.add(mediaType, Buffer.from(JSON.stringify(value)));
  }

  /** Takes over every blob of another layout. */
  addAll(other: LayoutEdit): void {
    for (const digest of other.blobs()) this.overwrite(digest, other.read(digest));
  }
}
