import { entryOf, readTarGz } from "../archive/index.ts";
import { collected } from "../model/collected.ts";
import { BpError } from "../model/error.ts";
import type { Bytes } from "../model/ports.ts";
import { manifestTree } from "./manifest-tree.ts";
import { isYaml } from "./manifest-tree.ts";
import { assertBase, textsOf } from "./package.ts";
import { targetOf } from "./reach.ts";

export interface ManifestInspection {
  /** The overlays that can be installed, by name, sorted. */
  readonly overlays: readonly string[];
  readonly files: number;
}

/**
 * Reads a package back, to its last byte: it has a base, every overlay is one, and what a kustomization names is inside.
 * @param name what messages call the package
 * @throws BpError BAD_ARCHIVE, LIMIT, or MATERIAL with what is missing
 */
export async function inspectManifests(bytes: Bytes, name: string): Promise<ManifestInspection> {
  const names = new Set<string>();
  const yaml = [];
  for await (const entry of readTarGz(bytes, { name, flat: true })) {
    names.add(entry.path);
    if (isYaml(entry.path)) yaml.push(entryOf(entry.path, await collected(entry.body)));
  }
  const tree = manifestTree({ folder: name, names, texts: await textsOf(yaml) });
  assertBase(tree.kustomizations, name);
  for (const one of tree.kustomizations.values())
    for (const reference of one.references) {
      const target = targetOf(one, reference, tree);
      if (target.kind !== "missing" && target.kind !== "folder") continue;
      throw new BpError("MATERIAL", `${one.path} names ${reference.path}, which is not in it`);
    }
  const overlays = [...tree.kustomizations.keys()].flatMap(
    (folder) => /^overlays\/([^/]+)$/u.exec(folder)?.[1] ?? [],
  );
  return { overlays, files: names.size };
}
