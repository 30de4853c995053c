import { gzipSync } from "node:zlib";

import { checksum } from "../../../src/archive/tar-header.ts";

export interface TarPart {
  readonly name: string;
  readonly body?: string | Uint8Array;
  readonly type?: string;
  /** The size field, where it shall lie. */
  readonly size?: number;
  readonly link?: string;
}

/** A tar made without our own writer, so that a reader can be shown what that would never write. */
export function tarOf(parts: readonly TarPart[], end: Uint8Array = Buffer.alloc(1024)): Buffer {
  return Buffer.concat([...parts.flatMap((part) => member(part)), end]);
}

export function tgzOf(parts: readonly TarPart[]): Buffer {
  return gzipSync(tarOf(parts));
}

function member({ name, body = "", type = "0", size, link = "" }: TarPart): Buffer[] {
  const bytes = Buffer.from(body);
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write("0000644\0", 100);
  header.write(`${(size ?? bytes.length).toString(8).padStart(11, "0")}\0`, 124);
  header.write(type, 156);
  header.write(link, 157);
  header.write("ustar\u000000", 257);
  header.write(`${checksum(header).toString(8).padStart(6, "0")}\0 `, 148);
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
}
