import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { mediaType, predicateType } from "../../src/model/media-type.ts";

export interface StoredLayer {
  readonly mediaType: string;
  readonly artifactType?: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A manifest as JSON. */
export interface StoredManifest {
  readonly artifactType?: string;
  readonly subject?: { readonly digest: string };
  readonly config?: StoredLayer;
  readonly layers?: readonly StoredLayer[];
  readonly manifests?: readonly StoredLayer[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Every manifest that a layout holds, listed or not. */
export async function manifestsOfLayout(layout: string): Promise<readonly StoredManifest[]> {
  const blobs = join(layout, "blobs/sha256");
  const names = await readdir(blobs).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(join(blobs, name), "utf8")));
  return texts.flatMap((text) => manifestIn(text) ?? []);
}

function manifestIn(text: string): StoredManifest | undefined {
  if (!text.startsWith("{")) return undefined;
  const value = JSON.parse(text) as StoredManifest & { readonly schemaVersion?: number };
  return value.schemaVersion === 2 ? value : undefined;
}

/** Every manifest that Docker distribution keeps for a repository, tagged or not. */
export async function manifestsOfDistribution(
  storage: string,
  repository: string,
): Promise<readonly StoredManifest[]> {
  const root = join(storage, "docker/registry/v2");
  const revisions = join(root, "repositories", repository, "_manifests/revisions/sha256");
  const names = await readdir(revisions).catch(() => []);
  return Promise.all(
    names.map(async (hex) => {
      const data = join(root, "blobs/sha256", hex.slice(0, 2), hex, "data");
      return JSON.parse(await readFile(data, "utf8")) as StoredManifest;
    }),
  );
}

/** How many bundles there are of each predicate type. */
export function bundlesByType(
  manifests: readonly {
    readonly artifactType?: string;
    readonly annotations?: StoredLayer["annotations"];
  }[],
): Record<string, number> {
  const bundles = manifests.filter(({ artifactType }) => artifactType === mediaType.bundle);
  return countBy(
    bundles.map(({ annotations }) => annotations?.["dev.sigstore.bundle.predicateType"]),
  );
}

/** How often each text is there. */
export function countBy(texts: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text ?? "none"] = (counts[text ?? "none"] ?? 0) + 1;
  return counts;
}

/** One bundle of each kind that bp makes. */
export const oneOfEach: Readonly<Record<string, number>> = {
  [predicateType.cosignSign]: 1,
  [predicateType.slsaProvenance]: 1,
  [predicateType.cyclonedx]: 1,
  [predicateType.spdx]: 1,
};

/** A JSON manifest or index of a registry, undefined where it answers 404. */
export async function getJson(host: string, path: string): Promise<StoredManifest | undefined> {
  const accept = `${mediaType.manifest}, ${mediaType.index}`;
  const answer = await fetch(`http://${host}/v2/${path}`, { headers: { accept } });
  if (answer.status === 404) return void (await answer.arrayBuffer());
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  return (await answer.json()) as StoredManifest;
}
