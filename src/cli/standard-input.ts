import { BpError } from "../model/error.ts";

/** All of standard input. @throws BpError UNREADABLE as soon as more than `limit` bytes came */
export async function standardInput(limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > limit)
      throw new BpError("UNREADABLE", `standard input is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
