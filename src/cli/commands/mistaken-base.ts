import { select } from "../../app/select.ts";
import { BpError, isBpError } from "../../model/error.ts";
import type { Context } from "../context.ts";
import { hasCommit } from "../revision.ts";
import { selectionOf } from "../selection.ts";

/** The fault of a base that is not here; where it names a blueprint, that is said, and how to select one. */
export async function mistakenBase(
  error: unknown,
  base: string,
  context: Context,
): Promise<unknown> {
  if (!isBpError(error, "USAGE") || (await hasCommit(context, base))) return error;
  if (!(await isSelector(base, context))) return error;
  return new BpError("USAGE", error.message, {
    hint: `${base} is a blueprint, and the name of a revision stands here: write blueprints before the option, or --affected=REF`,
  });
}

/** The fault of a selector that matches nothing; where it is a revision, that is said, and how to compare with one. */
export async function mistakenSelector(
  error: unknown,
  selectors: readonly string[],
  context: Context,
): Promise<unknown> {
  if (!isBpError(error, "EMPTY_SELECTION")) return error;
  for (const one of selectors)
    if (error.message.endsWith(JSON.stringify(one)) && (await hasCommit(context, one)))
      return new BpError("EMPTY_SELECTION", error.message, {
        hint: `${one} is a revision: --base ${one} compares with it`,
      });
  return error;
}

async function isSelector(text: string, context: Context): Promise<boolean> {
  const { workspace, folder } = await context.workspace();
  try {
    select(workspace, selectionOf([text], {}, { relative: context.relative, folder }));
    return true;
  } catch (error) {
    if (isBpError(error, "EMPTY_SELECTION")) return false;
    throw error;
  }
}
