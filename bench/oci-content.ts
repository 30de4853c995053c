import { createCipheriv } from "node:crypto";
import { createHash } from "node:crypto";
import { join } from "node:path";

import type { Descriptor } from "../src/model/descriptor.ts";
import { descriptorOf } from "../src/model/descriptor.ts";
import { mediaType } from "../src/model/media-type.ts";
import type { Content } from "../src/model/ports.ts";
import { bytesContent, layoutStore } from "../src/oci/index.ts";

const MB = 1_000_000;
const layerType = "application/vnd.bench.layer";

/** What is moved: so many layers of so many bytes that do not compress, under one manifest. */
export interface Load {
  readonly name: string;
  readonly layers: number;
  readonly bytes: number;
}

export const loads: Readonly<Record<"large" | "tenth" | "many", Load>> = {
  large: { name: "large", layers: 1, bytes: 1_000 * MB },
  tenth: { name: "tenth", layers: 1, bytes: 100 * MB },
  many: { name: "many", layers: 2_000, bytes: 1_000 },
};

/** The same bytes on every run, by seed, a megabyte at a time. */
function noise(size: number, seed: number): Content {
  return {
    async *open() {
      const key = Buffer.alloc(16);
      key.writeUInt32BE(seed);
      const cipher = createCipheriv("aes-128-ctr", key, Buffer.alloc(16));
      for (let left = size; left > 0; left -= MB)
        yield cipher.update(Buffer.alloc(Math.min(left, MB)));
    },
  };
}

async function described(content: Content, size: number): Promise<Descriptor> {
  const hash = createHash("sha256");
  for await (const chunk of content.open()) hash.update(chunk);
  return { mediaType: layerType, digest: `sha256:${hash.digest("hex")}`, size };
}

/** Puts the load into a folder of layouts, under its name and the tag 1.0.0. */
export async function makeLayout(folder: string, { name, layers, bytes }: Load): Promise<void> {
  const store = layoutStore(join(folder, name), { root: folder });
  const config = Buffer.from("{}");
  const configDescriptor = descriptorOf(mediaType.empty, config);
  await store.push(configDescriptor, bytesContent(config));
  const pushed: Descriptor[] = [];
  for (let index = 0; index < layers; index += 1) {
    const content = noise(bytes, index);
    const descriptor = await described(content, bytes);
    await store.push(descriptor, content);
    pushed.push(descriptor);
  }
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaType.manifest,
      artifactType: "application/vnd.bench",
      config: configDescriptor,
      layers: pushed,
    }),
  );
  await store.pushTagged(
    descriptorOf(mediaType.manifest, manifest),
    bytesContent(manifest),
    "1.0.0",
  );
}
