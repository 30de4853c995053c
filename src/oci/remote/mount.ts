import type { Descriptor } from "../../model/descriptor.ts";
import { discard } from "./problem.ts";
import type { Repository } from "./repository.ts";
import { sessionOf } from "./session.ts";
import { setbackOf } from "./setback.ts";

/** The blob is there now, or an upload was begun instead, or neither. */
export interface Mounted {
  readonly done: boolean;
  readonly session: URL | undefined;
}

/**
 * Asks for a blob of another repository (distribution-spec, "Mounting a blob from another repository"). What the
 * registry does not grant is no error: the blob is pushed then.
 * @throws BpError NETWORK, and where the registry is at fault
 */
export async function mountBlob(
  repository: Repository,
  target: Descriptor,
  from: string,
  signal: AbortSignal | undefined,
): Promise<Mounted> {
  const query = `mount=${encodeURIComponent(target.digest)}&from=${encodeURIComponent(from)}`;
  const to = `blobs/uploads/?${query}`;
  const answer = await repository.send({ method: "POST", to, also: from, signal });
  if (setbackOf(answer) !== undefined) throw await repository.problem(answer);
  if (answer.status === 201) repository.checkStored(answer, target);
  const session = answer.status === 202 ? sessionOf(repository, answer) : undefined;
  await discard(answer);
  return { done: answer.status === 201, session };
}
