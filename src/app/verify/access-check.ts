import type { Digest } from "../../model/digest.ts";
import { isBpError } from "../../model/error.ts";
import type { Source } from "../../oci/index.ts";
import type { NamedCheck } from "./report.ts";

const name = "access";

/**
 * Whether somebody without a login finds the artifact. That it takes one is no fault: the consumers may have it.
 * @param anonymous the repository without a login; undefined where there is none to ask, as for a layout
 */
export async function accessCheck(
  anonymous: Source | undefined,
  digest: Digest,
): Promise<NamedCheck> {
  if (anonymous === undefined)
    return { name, ok: true, detail: "a layout: who can read the folder can read it" };
  try {
    await anonymous.resolve(digest);
    return { name, ok: true, detail: "it can be read without a login" };
  } catch (error) {
    if (!isBpError(error, "UNAUTHORIZED", "DENIED", "NOT_FOUND")) throw error;
    const detail = "it takes a login: its consumers need a pull secret for it";
    return { name, ok: true, warning: true, detail };
  }
}
