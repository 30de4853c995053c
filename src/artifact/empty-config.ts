import type { Descriptor } from "../model/descriptor.ts";
import { descriptorOf } from "../model/descriptor.ts";
import { mediaType } from "../model/media-type.ts";

const bytes = new TextEncoder().encode("{}");

/** The two bytes `{}` that stand for "no config" (OCI image-spec v1.1, manifest.md); they must be uploaded as any blob. */
export const emptyConfig: { readonly descriptor: Descriptor; readonly bytes: Uint8Array } = {
  descriptor: descriptorOf(mediaType.empty, bytes),
  bytes,
};
