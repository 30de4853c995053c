import { giveBack } from "../give-back.ts";
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
