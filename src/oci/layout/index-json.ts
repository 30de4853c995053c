import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import { annotation } from "../../model/media-type.ts";
import { byCodeUnit } from "../../model/order.ts";
import type { JsonObject } from "../manifest.ts";
import { isObject, parseDescriptor, parseJson } from "../manifest.ts";

/** One entry of `index.json`: what was read, so that what others wrote is kept, and what we understand of it. */
interface Entry {
  readonly raw: JsonObject;
  readonly descriptor: Descriptor;
  readonly tag: string | undefined;
}

/** An `index.json` (image-spec, image-layout.md): our entries, and all else as it was found. */
export interface LayoutIndex {
  readonly entries: readonly Entry[];
  readonly unread: readonly unknown[];
  readonly rest: JsonObject;
}

/** `index.json` of a repository with nothing in it. */
export const emptyIndex: LayoutIndex = {
  entries: [],
  unread: [],
  rest: { schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json" },
};

/** @throws BpError UNREADABLE where the bytes are not an image index */
export function parseIndex(bytes: Uint8Array, file: string): LayoutIndex {
  const value = parseJson(bytes);
  const manifests = isObject(value) ? (value["manifests"] ?? []) : undefined;
  if (!isObject(value) || !Array.isArray(manifests)) {
    throw new BpError("UNREADABLE", `${file} is not the index of an OCI layout`, {
      hint: "restore the file, or remove the folder and publish again",
      details: { file },
    });
  }
  const { manifests: _, ...rest } = value;
  const items = manifests.map((raw: unknown) => parseEntry(raw) ?? { unread: raw });
  return {
    entries: items.filter((item): item is Entry => !("unread" in item)),
    unread: items.flatMap((item) => ("unread" in item ? [item.unread] : [])),
    rest,
  };
}

/** The same text for the same content, whatever the order in which it came to be. */
export function formatIndex(index: LayoutIndex): string {
  const manifests = [...index.entries.toSorted(byPlace).map((entry) => entry.raw), ...index.unread];
  return JSON.stringify({ ...index.rest, manifests });
}

/** Lists the manifest, untagged, where it is not listed yet. */
export function withManifest(index: LayoutIndex, descriptor: Descriptor): LayoutIndex {
  if (index.entries.some((entry) => entry.descriptor.digest === descriptor.digest)) return index;
  return { ...index, entries: [...index.entries, entryOf(descriptor, undefined)] };
}

/** Moves the tag to the manifest. What lost its tag stays listed, untagged. */
export function withTag(index: LayoutIndex, descriptor: Descriptor, tag: string): LayoutIndex {
  const before = index.entries.find((entry) => entry.tag === tag);
  if (before?.descriptor.digest === descriptor.digest) return index;
  const others = index.entries.filter(
    (entry) =>
      entry !== before &&
      !(entry.descriptor.digest === descriptor.digest && entry.tag === undefined),
  );
  const tagged = { ...index, entries: [...others, entryOf(descriptor, tag)] };
  return before === undefined ? tagged : withManifest(tagged, before.descriptor);
}

/** Takes the tag away; what it named stays listed, untagged. */
export function withoutTag(index: LayoutIndex, tag: string): LayoutIndex {
  const before = index.entries.find((entry) => entry.tag === tag);
  if (before === undefined) return index;
  const entries = index.entries.filter((entry) => entry.tag !== tag);
  return withManifest({ ...index, entries }, before.descriptor);
}

/** Takes the manifests away with all their tags. */
export function withoutManifests(index: LayoutIndex, gone: ReadonlySet<Digest>): LayoutIndex {
  const entries = index.entries.filter((entry) => !gone.has(entry.descriptor.digest));
  return entries.length === index.entries.length ? index : { ...index, entries };
}

function entryOf(descriptor: Descriptor, tag: string | undefined): Entry {
  const annotations = {
    ...withoutName(descriptor.annotations),
    ...(tag === undefined ? {} : { [annotation.refName]: tag }),
  };
  const { annotations: _, ...bare } = descriptor;
  const raw = Object.keys(annotations).length === 0 ? bare : { ...bare, annotations };
  return { raw, descriptor: raw, tag };
}

/** A manifest may carry the very annotation that names tags in an index; there it would claim a tag. */
function withoutName(annotations: Descriptor["annotations"]): Readonly<Record<string, string>> {
  const pairs = Object.entries(annotations ?? {}).filter(([key]) => key !== annotation.refName);
  return Object.fromEntries(pairs.toSorted(([a], [b]) => byCodeUnit(a, b)));
}

function parseEntry(raw: unknown): Entry | undefined {
  const descriptor = parseDescriptor(raw);
  if (descriptor === undefined || !isObject(raw)) return undefined;
  return { raw, descriptor, tag: descriptor.annotations?.[annotation.refName] };
}

function byPlace(a: Entry, b: Entry): number {
  if ((a.tag === undefined) !== (b.tag === undefined)) return a.tag === undefined ? 1 : -1;
  return (
    byCodeUnit(a.tag ?? "", b.tag ?? "") || byCodeUnit(a.descriptor.digest, b.descriptor.digest)
  );
}
