import { readKitSlots } from "../kit/index.ts";
import type { KitSlot } from "../model/kit.ts";
import { matchFolders } from "./glob.ts";
import { joinPath } from "./path.ts";
import type { Reading } from "./reading.ts";

/** The slots of all kits whose folders match the globs, sorted by file. */
export async function readKits(
  reading: Reading,
  globs: readonly string[],
): Promise<readonly KitSlot[]> {
  const matched = await Promise.all(globs.map((glob) => matchFolders(reading.tree, glob)));
  const folders = [...new Set(matched.flat())].sort();
  const slots: KitSlot[] = [];
  for (const folder of folders) slots.push(...(await readKit(reading, folder)));
  return slots;
}

async function readKit(reading: Reading, folder: string): Promise<readonly KitSlot[]> {
  const entries = (await reading.attempt(folder, () => reading.tree.list(folder))) ?? [];
  const files = entries
    .filter(({ name, kind }) => kind !== "folder" && /\.ya?ml$/u.test(name))
    .map(({ name }) => joinPath(folder, name));
  const slots = await Promise.all(files.map((file) => readSlots(reading, file)));
  return slots.flat();
}

/** Only a file that speaks of a HelmRelease is parsed. */
async function readSlots(reading: Reading, file: string): Promise<readonly KitSlot[]> {
  const text = await reading.text(file);
  if (text === undefined || !text.includes("HelmRelease")) return [];
  return readKitSlots(reading.parse(text, file), file);
}
