import type { KitFile } from "../model/kit.ts";
import type { YamlDocument } from "../model/yaml-node.ts";
import { readObjects } from "./object.ts";
import { readReleases } from "./release.ts";
import { readRepositories } from "./repository.ts";
import { slotNumber } from "./slots.ts";
import { wordsOf } from "./words.ts";

/** A kit's file as its parsed documents have it. */
export function readKitFile(
  path: string,
  text: string,
  documents: readonly YamlDocument[],
): KitFile {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const objects = readObjects(documents, path);
  return {
    path,
    name,
    slot: slotNumber(name),
    text,
    objects,
    repositories: readRepositories(objects),
    releases: readReleases(objects),
    ...wordsOf(objects, text, path),
  };
}
