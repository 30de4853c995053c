import type { KitFile, KitRepository } from "../model/kit.ts";
import type { YamlDocument } from "../model/yaml-node.ts";
import { noValues } from "./envsubst/substitute.ts";
import type { Values } from "./envsubst/substitute.ts";
import { readObjects } from "./object.ts";
import { readReleases } from "./release.ts";
import { readRepositories } from "./repository.ts";
import { slotNumber } from "./slots.ts";
import type { Words } from "./words.ts";
import { wordsOf } from "./words.ts";

/** A file, parsed and not yet understood. */
export interface KitText {
  /** Relative to the workspace root. */
  readonly path: string;
  readonly text: string;
  readonly documents: readonly YamlDocument[];
}

/** A kit's file as its parsed documents have it, names and pins with the values filled in that Flux is known to have. */
export function readKitFile(
  { path, text, documents }: KitText,
  values: Values = noValues,
): KitFile {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const objects = readObjects(documents, path, values);
  // Most questions are about releases alone.
  let words: Words | undefined;
  const wordsHere = (): Words => (words ??= wordsOf(objects, text, path));
  let repositories: readonly KitRepository[] | undefined;
  return {
    path,
    name,
    slot: slotNumber(name),
    text,
    objects,
    get repositories() {
      return (repositories ??= readRepositories(objects, values));
    },
    releases: readReleases(objects, values),
    get variables() {
      return wordsHere().variables;
    },
    get placeholders() {
      return wordsHere().placeholders;
    },
  };
}
