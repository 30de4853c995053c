import type { Digest } from "../model/digest.ts";
import { BpError } from "../model/error.ts";

/** The error of something that a repository does not hold. */
export function notFound(what: string, where: string): BpError {
  return new BpError("NOT_FOUND", `${what} is not in ${where}`, {
    hint: "check the name and the tag; `bp publish` puts it there",
    details: { repository: where },
  });
}

/** The error of something that is to be removed while something else needs it. */
export function stillHeld(digest: Digest, holder: string): BpError {
  return new BpError("CONFLICT", `${digest} is still needed by ${holder}`, {
    hint: `remove ${holder} first`,
    details: { digest, holder },
  });
}
