import { cosignTag } from "../model/cosign-tag.ts";
import type { Descriptor } from "../model/descriptor.ts";
import { isBpError } from "../model/error.ts";
import { fetchAll, parseManifest } from "../oci/index.ts";
import type { SubjectInput } from "./bundle-candidates.ts";

/** What a `.sig` or `.att` tag names. */
export interface LegacyTag {
  readonly tag: string;
  /** The manifest, undefined where there is no such tag. */
  readonly manifest: Uint8Array | undefined;
  readonly layers: readonly Descriptor[];
  readonly config: Descriptor | undefined;
}

/** Reads the manifest. @throws BpError DIGEST_MISMATCH, UNREADABLE, LIMIT, and what the store throws where it cannot be asked */
export async function readLegacyTag(
  { source, subject, signal }: SubjectInput,
  suffix: "sig" | "att",
): Promise<LegacyTag> {
  const tag = cosignTag(subject.digest, suffix);
  try {
    const descriptor = await source.resolve(tag, signal);
    const manifest = await fetchAll(source, descriptor, undefined, signal);
    const { layers, config } = parseManifest(manifest, tag);
    return { tag, manifest, layers, config };
  } catch (error) {
    if (!isBpError(error, "NOT_FOUND")) throw error;
    return { tag, manifest: undefined, layers: [], config: undefined };
  }
}

/** The same with its config read too, which nobody needs and everybody stores. @throws BpError besides, NOT_FOUND where the config is gone */
export async function readWholeLegacyTag(
  input: SubjectInput,
  suffix: "sig" | "att",
): Promise<LegacyTag> {
  const found = await readLegacyTag(input, suffix);
  if (found.config !== undefined) {
    await fetchAll(input.source, found.config, undefined, input.signal);
  }
  return found;
}
