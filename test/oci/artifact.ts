import type { Descriptor } from "../../src/model/descriptor.ts";
import { descriptorOf } from "../../src/model/descriptor.ts";
import { mediaType } from "../../src/model/media-type.ts";
import type { Store } from "../../src/oci/index.ts";
import { bytesContent, createClient } from "../../src/oci/index.ts";
import type { Client, ClientOptions } from "../../src/oci/index.ts";

/** Content with its descriptor. */
export interface Piece {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

export function blob(text: string, type = "application/octet-stream"): Piece {
  const bytes = Buffer.from(text);
  return { descriptor: descriptorOf(type, bytes), bytes };
}

/** A manifest over one layer, with a config of two bytes. */
export interface Made {
  readonly manifest: Piece;
  readonly config: Piece;
  readonly layer: Piece;
}

export function made(
  layerText: string,
  extra: Readonly<Record<string, unknown>> = {},
  type: string = mediaType.manifest,
): Made {
  const config = blob("{}", mediaType.empty);
  const layer = blob(layerText, "application/vnd.test.layer");
  const value = {
    schemaVersion: 2,
    mediaType: type,
    config: config.descriptor,
    layers: [layer.descriptor],
    ...extra,
  };
  return { manifest: blob(JSON.stringify(value), type), config, layer };
}

export function referrerOf(subject: Descriptor, layerText: string, artifactType: string): Made {
  return made(layerText, { artifactType, subject, annotations: { kind: layerText } });
}

export async function pushPiece(store: Store, piece: Piece): Promise<void> {
  await store.push(piece.descriptor, bytesContent(piece.bytes));
}

/** Blobs, then the manifest by its digest. */
export async function pushMade(
  store: Store,
  { manifest, config, layer }: Made,
): Promise<Descriptor> {
  await pushPiece(store, config);
  await pushPiece(store, layer);
  await pushPiece(store, manifest);
  return manifest.descriptor;
}

/** A client that never really waits: its clock goes on by what it sleeps. */
export function testClient(options: Partial<ClientOptions> = {}): Client {
  let clock = 0;
  const sleep = async (ms: number): Promise<void> => void (clock += ms);
  return createClient({ random: () => 0.5, now: () => clock, sleep, ...options });
}
