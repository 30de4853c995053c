import { ciEvent, inCi } from "../../app/affected/ci-event.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { givenText } from "../read-text.ts";
import type { Question } from "../revision.ts";
import { findBaseOf } from "../revision.ts";
import { mistakenBase } from "./mistaken-base.ts";

const eventLimit = 64 * 1024 * 1024;

/** What decides over what is affected: a commit to compare with, or a tag; neither means that all is new. */
export interface AffectedBase {
  readonly commit: string | null;
  readonly tag: string | undefined;
  readonly notes: readonly string[];
}

/**
 * The base or tag given, else what the service that this runs on says, else where HEAD left the main line. On such a
 * service a clone that lacks history fetches it.
 * @throws BpError USAGE where the commit is not here and is not fetched
 */
export async function affectedBase(
  head: string,
  options: CommandOptions,
  context: Context,
): Promise<AffectedBase> {
  const [from, tag] = [textOption(options, "base"), textOption(options, "tag")];
  if (tag !== undefined) return { commit: null, tag, notes: [] };
  if (from !== undefined)
    return compared(head, { kind: "parting", from }, context).catch(async (error: unknown) => {
      throw await mistakenBase(error, from, context);
    });
  const event = await ciEvent(context.environment, (file) =>
    givenText(file, { option: "GITHUB_EVENT_PATH", limit: eventLimit }),
  );
  if (event?.kind === "tag") return { commit: null, tag: event.tag, notes: [] };
  if (event?.kind === "everything")
    return {
      commit: null,
      tag: undefined,
      notes: ["the branch is new: there is nothing to compare with"],
    };
  return compared(head, event?.question ?? { kind: "parting", from }, context);
}

async function compared(head: string, question: Question, context: Context): Promise<AffectedBase> {
  const mayFetch = inCi(context.environment) && !context.offline;
  const { commit, note } = await findBaseOf(context, head, question, mayFetch);
  if (note !== undefined) context.ports.emit({ kind: "note", message: note });
  return { commit, tag: undefined, notes: note === undefined ? [] : [note] };
}
