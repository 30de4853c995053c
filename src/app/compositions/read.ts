import { readTarGz } from "../../archive/index.ts";
import { bytesContent, readAll } from "../../oci/index.ts";
import { folderLimits } from "../folder-archive.ts";

/**
 * The files of an archive that was published of a folder, by their paths below it, in its order.
 * @throws BpError BAD_ARCHIVE, LIMIT
 */
export async function readFolderArchive(
  packed: Uint8Array,
  name: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const options = { name, limits: folderLimits };
  for await (const { path, size, body } of readTarGz(bytesContent(packed).open(), options))
    files.set(path, await readAll(body, size));
  return files;
}
