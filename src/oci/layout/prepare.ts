import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { ifThere } from "./folder.ts";
import { layoutMarker } from "./marker.ts";
import { clearTemporaries, createTemporary } from "./temporary.ts";

/** Makes a layout's folders and its marker file, and clears away what killed writers left. */
export async function prepare(folder: string): Promise<void> {
  await mkdir(join(folder, "blobs", "sha256"), { recursive: true });
  await clearTemporaries(folder);
  const marker = join(folder, "oci-layout");
  if ((await ifThere(stat(marker))) !== undefined) return;
  const temporary = await createTemporary(folder);
  await temporary.file.close();
  await writeFile(temporary.path, layoutMarker);
  await rename(temporary.path, marker);
}
