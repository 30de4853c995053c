import type { Bytes } from "./ports.ts";

/** All of the bytes in one piece; who calls has limited them. */
export async function collected(bytes: Bytes): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(new Uint8Array(chunk));
  return Buffer.concat(chunks);
}
