const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** One extended header record (POSIX.1-2017 pax, "Extended Header"): its length counts itself. */
export function paxRecord(key: string, value: string): Uint8Array {
  const body = Buffer.byteLength(key) + Buffer.byteLength(value) + 3;
  let length = body;
  while (length !== body + String(length).length) length = body + String(length).length;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

/** The records of an extended header, undefined where it is malformed. */
export function parsePax(bytes: Uint8Array): ReadonlyMap<string, string> | undefined {
  const records = new Map<string, string>();
  let offset = 0;
  while (offset < bytes.length) {
    const record = recordAt(bytes, offset);
    if (record === undefined) return undefined;
    records.set(record.key, record.value);
    offset = record.end;
  }
  return records;
}

function recordAt(
  bytes: Uint8Array,
  start: number,
): { key: string; value: string; end: number } | undefined {
  const space = bytes.indexOf(0x20, start);
  if (space === -1 || space - start > 10) return undefined;
  const digits = Buffer.from(bytes.subarray(start, space)).toString("latin1");
  if (!/^[1-9]\d*$/u.test(digits)) return undefined;
  const end = start + Number(digits);
  const equals = bytes.indexOf(0x3d, space);
  if (end > bytes.length || equals === -1 || equals >= end || bytes[end - 1] !== 0x0a) {
    return undefined;
  }
  const value = decodeUtf8(bytes.subarray(equals + 1, end - 1));
  const key = decodeUtf8(bytes.subarray(space + 1, equals));
  return key === undefined || value === undefined ? undefined : { key, value, end };
}

/** The text, or undefined where the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
