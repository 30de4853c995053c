import { indexTar } from "../../archive/index.ts";
import { BpError } from "../../model/error.ts";
import { byCodeUnit } from "../../model/order.ts";
import { archivedLayout, openFile } from "../../oci/index.ts";
import type { Layouts } from "./layouts.ts";

const marker = /^(?:(?<folder>.+)\/)?oci-layout$/u;

/**
 * The layouts in a tar, as `bp bundle`, oras and skopeo write them; nothing is unpacked.
 * @throws BpError UNREADABLE, BAD_ARCHIVE where it is no tar, LIMIT
 */
export async function openArchive(path: string): Promise<Layouts> {
  const file = await openFile(path);
  try {
    checkPlain(path, await file.read(0, 2));
    const files = await indexTar(file, path);
    const folders = [...files.keys()].flatMap((name) => {
      const found = marker.exec(name);
      return found === null ? [] : [found.groups?.["folder"] ?? ""];
    });
    return {
      repositories: folders.sort(byCodeUnit),
      open: (repository) => {
        const folder = repository === "" ? "" : `${repository}/`;
        const name = repository === "" ? path : `${path}/${repository}`;
        return archivedLayout((inside) => files.get(folder + inside), name);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** @throws BpError BAD_ARCHIVE for gzip: what is in the middle of it cannot be found */
function checkPlain(path: string, [first, second]: Uint8Array): void {
  if (first !== 0x1f || second !== 0x8b) return;
  throw new BpError("BAD_ARCHIVE", `${path} is compressed`, {
    hint: "unpack it first: gunzip; charts and layers are compressed already, a bundle gains nothing by it",
  });
}
