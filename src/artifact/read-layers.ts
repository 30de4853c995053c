import type { Descriptor } from "../model/descriptor.ts";
import { isDigest } from "../model/digest.ts";
import { BpError } from "../model/error.ts";
import { isObject } from "../model/json.ts";

/**
 * The layers of a manifest of another hand, every field kept as it is.
 * @throws BpError REGISTRY where the bytes are not an image manifest
 */
export function readLayers(manifest: Uint8Array): readonly Descriptor[] {
  const value = parse(manifest);
  const layers = isObject(value) ? value["layers"] : undefined;
  if (!Array.isArray(layers) || !layers.every(isDescriptor)) throw unreadable();
  return layers;
}

function parse(manifest: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(manifest));
  } catch (cause) {
    throw unreadable(cause);
  }
}

function isDescriptor(value: unknown): value is Descriptor {
  return (
    isObject(value) &&
    typeof value["mediaType"] === "string" &&
    typeof value["digest"] === "string" &&
    isDigest(value["digest"]) &&
    Number.isSafeInteger(value["size"])
  );
}

function unreadable(cause?: unknown): BpError {
  return new BpError("REGISTRY", "the signature manifest in the repository cannot be read", {
    hint: "delete the .sig or .att tag of this artifact, or restore it, and publish again",
    cause,
  });
}
