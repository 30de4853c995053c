import { bodyFault } from "./network-fault.ts";
import type { Answer } from "./transport.ts";

/** The body of an answer as it comes. @throws BpError NETWORK, INTERRUPTED while iterating */
export async function* flowing(answer: Answer): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of answer.body as AsyncIterable<Uint8Array<ArrayBuffer>>) {
      yield chunk;
      giveBack(chunk);
    }
  } catch (error) {
    throw bodyFault(answer, error);
  }
}

/**
 * Every piece that a socket gives has memory of its own, tens of megabytes of which would wait for the collector. One
 * that has its memory to itself gives it back as soon as its reader is done with it.
 */
function giveBack({ buffer, byteLength }: Uint8Array<ArrayBuffer>): void {
  if (buffer.byteLength === byteLength) buffer.transfer(0);
}
