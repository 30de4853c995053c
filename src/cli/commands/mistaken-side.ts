import { BpError, isBpError } from "../../model/error.ts";
import type { Context } from "../context.ts";
import type { Named } from "../diff-sides.ts";
import { hasCommit } from "../revision.ts";

/** The fault of a side of the tree that matches nothing; where it is a revision, that is said, and how to name one. */
export async function mistakenSide(
  error: unknown,
  side: Named,
  other: Named,
  context: Context,
): Promise<unknown> {
  if (side.kind !== "tree" || !isBpError(error, "EMPTY_SELECTION")) return error;
  if (!(await isRevision(side.selector, context))) return error;
  const name = other.kind === "published" ? "NAME" : other.selector;
  const said = `${side.selector}:${name}`;
  return new BpError("EMPTY_SELECTION", error.message, {
    hint: `${side.selector} is a revision: bp diff ${said} compares ${name} there with the working tree`,
  });
}

/** Where there is no git, there is none. */
async function isRevision(text: string, context: Context): Promise<boolean> {
  try {
    return await hasCommit(context, text);
  } catch (error) {
    if (isBpError(error, "UNREADABLE", "USAGE")) return false;
    throw error;
  }
}
