import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { mediaType } from "../../model/media-type.ts";
import { byCodeUnit } from "../../model/order.ts";

/** What is to be in the index, and what is not. */
export interface Change {
  readonly add: readonly Descriptor[];
  readonly drop: readonly Digest[];
}

/** Theirs in their order, each once, ours in the place of the same digest or at the end. */
export function applied(
  theirs: readonly Descriptor[],
  { add, drop }: Change,
): readonly Descriptor[] {
  return distinct([
    ...theirs.map((entry) => add.find((own) => own.digest === entry.digest) ?? entry),
    ...add,
  ]).filter((entry) => !drop.includes(entry.digest));
}

/** Whether the index is as the change leaves it. */
export function holds(entries: readonly Descriptor[], { add, drop }: Change): boolean {
  const texts = new Set(entries.map(textOf));
  return (
    add.every((own) => texts.has(textOf(own))) &&
    !entries.some((entry) => drop.includes(entry.digest))
  );
}

export function distinct(entries: readonly Descriptor[]): readonly Descriptor[] {
  return [...new Map(entries.map((entry) => [entry.digest, entry])).values()];
}

/** The index as it is written: properties and annotations in one order. */
export function formatIndex(entries: readonly Descriptor[]): string {
  const manifests = entries.map((entry) => ({
    mediaType: entry.mediaType,
    digest: entry.digest,
    size: entry.size,
    ...(entry.artifactType === undefined ? {} : { artifactType: entry.artifactType }),
    ...(entry.annotations === undefined ? {} : { annotations: sorted(entry.annotations) }),
  }));
  return JSON.stringify({ schemaVersion: 2, mediaType: mediaType.index, manifests });
}

function textOf(entry: Descriptor): string {
  const { mediaType, digest, size, artifactType } = entry;
  return JSON.stringify([mediaType, digest, size, artifactType, sorted(entry.annotations ?? {})]);
}

function sorted(annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(annotations).sort(([a], [b]) => byCodeUnit(a, b)));
}
