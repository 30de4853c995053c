import type { Descriptor } from "../../model/descriptor.ts";
import { BpError } from "../../model/error.ts";
import type { Bytes } from "../../model/ports.ts";
import { bytesContent, manifestLimit, verified } from "../content.ts";
import { notFound } from "../missing.ts";
import { interrupted, networkFault } from "./network-fault.ts";
import { discard } from "./problem.ts";
import type { Repository } from "./repository.ts";
import type { Answer } from "./transport.ts";

/** Blobs up to here are read whole before the first byte is given, so that a cut connection can be repaired. */
const bufferedLimit: number = manifestLimit;

/** The verified bytes of a blob (distribution-spec, "Pulling blobs"). @throws BpError NOT_FOUND and as they flow */
export async function download(
  repository: Repository,
  target: Descriptor,
  signal: AbortSignal | undefined,
): Promise<Bytes> {
  const call = { method: "GET" as const, to: `blobs/${target.digest}`, signal };
  if (target.size <= bufferedLimit) {
    const { answer, bytes } = await repository.receive(call, bufferedLimit);
    await check(repository, target, answer);
    return verified(bytesContent(bytes).open(), target);
  }
  const answer = await repository.send({ ...call, streaming: true });
  await check(repository, target, answer);
  return verified(flowing(answer), target);
}

async function check(repository: Repository, target: Descriptor, answer: Answer): Promise<void> {
  if (answer.status === 200) return;
  if (answer.status !== 404) throw await repository.problem(answer);
  await discard(answer);
  throw notFound(target.digest, repository.name);
}

/**
 * Every piece that a socket gives has memory of its own, tens of megabytes of which would wait for the collector. One
 * that has its memory to itself gives it back as soon as its reader is done with it.
 */
function giveBack({ buffer, byteLength }: Uint8Array<ArrayBuffer>): void {
  if (buffer.byteLength === byteLength) buffer.transfer(0);
}

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

/** What an error met while a body was read means. */
export function bodyFault(answer: Answer, error: unknown): BpError {
  if (error instanceof BpError) return error;
  const aborted = error instanceof Error && error.name === "AbortError";
  return aborted ? interrupted(answer) : networkFault(answer, error);
}
