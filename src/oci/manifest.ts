import type { Descriptor } from "../model/descriptor.ts";
import { isDigest } from "../model/digest.ts";
import { BpError } from "../model/error.ts";
import { mediaType } from "../model/media-type.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** What manifests and indexes, OCI's and Docker's, have in common; absent lists are empty. */
export interface Manifest {
  readonly mediaType: string | undefined;
  readonly artifactType: string | undefined;
  readonly config: Descriptor | undefined;
  readonly layers: readonly Descriptor[];
  readonly manifests: readonly Descriptor[];
  readonly subject: Descriptor | undefined;
  readonly annotations: Readonly<Record<string, string>> | undefined;
}

/** The media types that registries keep under `manifests/`, in the order in which they are asked for. */
export const manifestTypes: readonly string[] = [
  mediaType.manifest,
  mediaType.index,
  mediaType.dockerManifest,
  mediaType.dockerIndex,
];

/** True for manifests and indexes: what a registry keeps under `manifests/`, not under `blobs/`. */
export function isManifest(type: string): boolean {
  return manifestTypes.includes(type);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a manifest or an index. @throws BpError UNREADABLE where it is not one */
export function parseManifest(bytes: Uint8Array, name: string): Manifest {
  const value = parseJson(bytes);
  if (!isObject(value)) {
    throw new BpError("UNREADABLE", `${name} is not an OCI manifest: it is not a JSON object`, {
      hint: "look at it with `skopeo inspect --raw`; another program may have written it",
    });
  }
  return {
    mediaType: text(value["mediaType"]),
    artifactType: text(value["artifactType"]),
    config: parseDescriptor(value["config"]),
    layers: descriptors(value["layers"]),
    manifests: descriptors(value["manifests"]),
    subject: parseDescriptor(value["subject"]),
    annotations: parseAnnotations(value["annotations"]),
  };
}

/** The JSON value, or undefined where the bytes are not JSON in UTF-8. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** A descriptor (image-spec, descriptor.md, "Properties"), or undefined where a required property lacks or is wrong. */
export function parseDescriptor(value: unknown): Descriptor | undefined {
  if (!isObject(value)) return undefined;
  const { mediaType: type, digest, size } = value;
  if (typeof type !== "string" || typeof digest !== "string" || !isDigest(digest)) return undefined;
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) return undefined;
  const artifactType = text(value["artifactType"]);
  const annotations = parseAnnotations(value["annotations"]);
  return {
    mediaType: type,
    digest,
    size,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(annotations === undefined ? {} : { annotations }),
  };
}

function parseAnnotations(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!isObject(value)) return undefined;
  const texts = Object.entries(value).filter(
    (pair): pair is [string, string] => typeof pair[1] === "string",
  );
  return texts.length === 0 ? undefined : Object.fromEntries(texts);
}

function descriptors(value: unknown): readonly Descriptor[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => parseDescriptor(item) ?? []);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
