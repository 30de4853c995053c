import type { Descriptor } from "../model/descriptor.ts";
import { descriptorOf } from "../model/descriptor.ts";
import { BpError } from "../model/error.ts";
import { goJson, sortKeys } from "../model/go-json.ts";
import { mediaType } from "../model/media-type.ts";
import { manifestBytes } from "./manifest-json.ts";
import { readLayers } from "./read-layers.ts";

/** cosign reads no more layers than this from a `.sig` or `.att`. */
const maximumLayers = 1000;

export interface LegacyManifestInput {
  /** Ours: simple signing payloads for `.sig`, DSSE envelopes for `.att`. */
  readonly layers: readonly Descriptor[];
  /** The manifest that the tag names now, where there is one: its layers stay, first and unchanged. */
  readonly existing?: Uint8Array;
}

export interface LegacyManifest {
  readonly manifest: Uint8Array;
  readonly descriptor: Descriptor;
  readonly config: Descriptor;
  readonly configBytes: Uint8Array;
  /** False where the existing manifest already holds every layer: nothing is to be written. */
  readonly changed: boolean;
}

/**
 * The manifest behind `sha256-<hex>.sig` or `.att` (interop §2.2, §2.3), with the config that cosign writes: an image
 * config that nothing but the layers' digests enters.
 * @throws BpError REGISTRY where the existing manifest is none, LIMIT where it is full
 */
export function legacyManifest(input: LegacyManifestInput): LegacyManifest {
  const existing = input.existing === undefined ? [] : readLayers(input.existing);
  const layers = merge(existing, input.layers);
  if (layers.length > maximumLayers) {
    throw new BpError("LIMIT", `more than ${maximumLayers} signatures on one artifact`, {
      hint: "cosign reads no more than that: remove old signatures from the registry first",
    });
  }
  const configBytes = imageConfig(layers);
  const config = descriptorOf(mediaType.imageConfig, configBytes);
  const manifest = manifestBytes({ config, layers });
  return {
    manifest,
    descriptor: descriptorOf(mediaType.manifest, manifest),
    config,
    configBytes,
    changed: layers.length > existing.length,
  };
}

/** The payload of a `.sig` is the same for every signer, so a layer is told by its annotations too. */
function merge(existing: readonly Descriptor[], ours: readonly Descriptor[]): Descriptor[] {
  const known = new Set(existing.map(identityOf));
  return [...existing, ...ours.filter((layer) => !known.has(identityOf(layer)))];
}

function identityOf(layer: Descriptor): string {
  return JSON.stringify(sortKeys([layer.digest, layer.annotations ?? {}]));
}

function imageConfig(layers: readonly Descriptor[]): Uint8Array {
  const created = "0001-01-01T00:00:00Z";
  const config = {
    architecture: "",
    created,
    history: layers.map(() => ({ created })),
    os: "",
    rootfs: { type: "layers", diff_ids: layers.map((layer) => layer.digest) },
    config: {},
  };
  return new TextEncoder().encode(goJson(config));
}
