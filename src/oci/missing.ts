import { BpError } from "../model/error.ts";

/** The error of something that a repository does not hold. */
export function notFound(what: string, where: string): BpError {
  return new BpError("NOT_FOUND", `${what} is not in ${where}`, {
    hint: "check the name and the tag; `bp publish` puts it there",
    details: { repository: where },
  });
}
