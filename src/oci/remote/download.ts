import type { Descriptor } from "../../model/descriptor.ts";
import { BpError } from "../../model/error.ts";
import type { Bytes } from "../../model/ports.ts";
import { verified } from "../content.ts";
import { giveBack } from "../give-back.ts";
import { cutOff, bodyFault, isTransient } from "./network-fault.ts";
import { givenUp } from "./patience.ts";
import { discard } from "./problem.ts";
import type { Repository } from "./repository.ts";
import { setbackOfFault } from "./setback.ts";
import type { Answer } from "./transport.ts";

/**
 * The verified bytes of a blob (distribution-spec, "Pulling blobs"), undefined where it is not there. A connection that
 * breaks on the way is taken up again where it broke.
 */
export async function download(
  repository: Repository,
  target: Descriptor,
  signal: AbortSignal | undefined,
): Promise<Bytes | undefined> {
  const answer = await ask(repository, target, { at: 0, signal });
  if (answer.status === 200) return verified(resuming(repository, target, answer, signal), target);
  if (answer.status !== 404) throw await repository.problem(answer);
  await discard(answer);
  return undefined;
}

interface Rest {
  /** In bytes, from the start of the blob. */
  readonly at: number;
  readonly signal: AbortSignal | undefined;
}

function ask(repository: Repository, target: Descriptor, { at, signal }: Rest): Promise<Answer> {
  const headers: Record<string, string> = at === 0 ? {} : { range: `bytes=${at}-` };
  return repository.send({ method: "GET", to: `blobs/${target.digest}`, headers, signal });
}

async function* resuming(
  repository: Repository,
  target: Descriptor,
  first: Answer,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const trial = repository.begin(signal);
  let answer = first;
  let skip = 0;
  for (let at = 0, before = 0; ; before = at) {
    try {
      for await (const chunk of answer.body as AsyncIterable<Uint8Array<ArrayBuffer>>) {
        const fresh = chunk.subarray(Math.min(skip, chunk.byteLength));
        skip -= chunk.byteLength - fresh.byteLength;
        at += fresh.byteLength;
        if (fresh.byteLength > 0) yield fresh;
        giveBack(chunk);
      }
      if (at >= target.size) return;
      throw cutOff(answer);
    } catch (error) {
      const fault = bodyFault(answer, error);
      if (!isTransient(fault)) throw fault;
      if (at >= target.size) return;
      if (at > before) trial.advanced();
      if (!(await trial.again(setbackOfFault(fault)))) throw givenUp(fault, trial.effort);
    }
    answer = await ask(repository, target, { at, signal });
    skip = await beginsAt(repository, answer, at);
  }
}

/** How many bytes of an answer are known already. @throws BpError where it is not the rest that was asked for */
async function beginsAt(repository: Repository, answer: Answer, at: number): Promise<number> {
  if (answer.status === 200) return at;
  if (answer.status !== 206) throw await repository.problem(answer);
  const start = /^bytes (\d+)-/u.exec(answer.headers["content-range"] ?? "")?.[1];
  if (Number(start) === at) return 0;
  answer.body.destroy();
  throw new BpError("REGISTRY", `${repository.name} gives another part of a blob than asked for`, {
    hint: "the registry, or a cache before it, handles ranges wrongly",
    details: { repository: repository.name, at },
  });
}
