import type { Kit, KitRelease, KitSlot } from "../model/kit.ts";
import type { YamlDocument } from "../model/yaml-node.ts";
import { readObjects } from "./object.ts";
import { readReleases } from "./release.ts";

/**
 * The HelmReleases of a bootstrap kit's file, in source order; other documents are passed over. A slot's place is that
 * of the version it pins, or of its document where it pins none.
 */
export function readKitSlots(documents: readonly YamlDocument[], file: string): KitSlot[] {
  return readReleases(readObjects(documents, file)).map((release) => slotOf(release));
}

/** The slots of a kit, in the order of its files. */
export function kitSlots({ files }: Kit): readonly KitSlot[] {
  return files.flatMap(({ releases }) => releases.map((release) => slotOf(release)));
}

function slotOf({ file, name, chart, version, versionNode, root }: KitRelease): KitSlot {
  return { file, name, chart, version, at: (versionNode ?? root).at };
}

/** What a file's name begins with, as 16 or 16a, without leading zeros; undefined where it begins with no number. */
export function slotNumber(name: string): string | undefined {
  return /^0*(?<slot>\d+[a-z]*)(?:[-_.]|$)/u.exec(name)?.groups?.["slot"];
}
