import { decodeUtf8, parsePax } from "./pax.ts";
import type { RawHeader } from "./tar-parse.ts";
import type { TarSource } from "./tar-source.ts";

/** An extended header longer than this is refused. */
const extensionLimit = 64 * 1024;

/** What extended headers say of the member after them. */
export interface Extension {
  readonly name?: string;
  readonly size?: number;
  readonly linkTo?: string;
}

/** What an extended header says, undefined for a header that is none. */
export async function readExtension(
  source: TarSource,
  header: RawHeader,
): Promise<Extension | undefined> {
  if (!"xgLK".includes(header.type)) return undefined;
  if (header.size > extensionLimit) throw source.bad("an extended header is too long");
  const bytes = await source.whole(header.size);
  if (header.type === "L") return { name: longName(source, bytes) };
  if (header.type === "K") return { linkTo: longName(source, bytes) };
  const records = parsePax(bytes);
  if (records === undefined) throw source.bad("an extended header is malformed");
  return header.type === "g" ? {} : paxExtension(source, records);
}

function longName(source: TarSource, bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const name = decodeUtf8(end === -1 ? bytes : bytes.subarray(0, end));
  if (name === undefined) throw source.bad("a name is not UTF-8");
  return name;
}

function paxExtension(source: TarSource, records: ReadonlyMap<string, string>): Extension {
  const sparse = [...records.keys()].some((key) => key.startsWith("GNU.sparse"));
  if (sparse) throw source.bad("a sparse file");
  const [name, size] = [records.get("path") || undefined, records.get("size") || undefined];
  const linkTo = records.get("linkpath") || undefined;
  if (size !== undefined && !/^\d{1,15}$/u.test(size)) throw source.bad("a size that is no number");
  return {
    ...(name === undefined ? {} : { name }),
    ...(size === undefined ? {} : { size: Number(size) }),
    ...(linkTo === undefined ? {} : { linkTo }),
  };
}

/** Readers disagree on what holds where two headers give the same fact, so that is refused. */
export function join(source: TarSource, first: Extension, second: Extension): Extension {
  const name = first.name !== undefined && second.name !== undefined;
  const size = first.size !== undefined && second.size !== undefined;
  const linkTo = first.linkTo !== undefined && second.linkTo !== undefined;
  if (name || size || linkTo) throw source.bad("two extended headers for one file");
  return { ...first, ...second };
}
