/** The fields of a protobuf message that hold bytes (wire type 2), by number, in order. */
export function bytesFields(message: Uint8Array): ReadonlyMap<number, readonly Uint8Array[]> {
  const fields = new Map<number, Uint8Array[]>();
  let at = 0;
  const varint = (): number => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = message[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const [number, type] = [Math.floor(tag / 8), tag % 8];
    if (type === 0) varint();
    else if (type === 2) {
      const size = varint();
      fields.set(number, [...(fields.get(number) ?? []), message.subarray(at, at + size)]);
      at += size;
    } else throw new Error(`a field of wire type ${type}`);
  }
  return fields;
}

/** The data of a Secret in the API server's protobuf encoding (k8s.io/apimachinery, runtime.Unknown), by key. */
export function secretData(encoded: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const [raw] = bytesFields(encoded.subarray("k8s\0".length)).get(2) ?? [];
  const entries = raw === undefined ? [] : (bytesFields(raw).get(2) ?? []);
  return new Map(
    entries.map((entry) => {
      const pair = bytesFields(entry);
      const key = Buffer.from(pair.get(1)?.[0] ?? []).toString();
      return [key, pair.get(2)?.[0] ?? new Uint8Array()];
    }),
  );
}
