import type { ArchiveEntry } from "../archive/index.ts";
import { BpError } from "../model/error.ts";
import type { Bytes } from "../model/ports.ts";

/** Files of a chart are read whole only where Helm reads them whole; none may be larger (interop §1.6). */
export const wholeLimit: number = 5 * 1024 * 1024;

/** All the bytes. @throws BpError LIMIT where there are more than a file of a chart may have */
export async function collect(bytes: Bytes, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > wholeLimit) throw new BpError("LIMIT", `${name} has more than ${wholeLimit} bytes`);
    chunks.push(new Uint8Array(chunk));
  }
  return Buffer.concat(chunks);
}

/** An entry's bytes, copied nowhere where they are at hand. @throws BpError as collect */
export async function contentOf(entry: ArchiveEntry, name: string): Promise<Uint8Array> {
  return entry.bytes ?? collect(entry.open(), name);
}
