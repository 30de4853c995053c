import type { Algorithm, Digest } from "./digest.ts";
import { digestOf } from "./digest.ts";

/** An OCI content descriptor (image-spec v1.1, descriptor.md). */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** In bytes. */
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The descriptor of bytes at hand. */
export function descriptorOf(
  mediaType: string,
  bytes: Uint8Array,
  algorithm: Algorithm = "sha256",
): Descriptor {
  return { mediaType, digest: digestOf(bytes, algorithm), size: bytes.byteLength };
}
