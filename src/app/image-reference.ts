import type { Digest } from "../model/digest.ts";
import { isBpError } from "../model/error.ts";
import type { Reference } from "../model/reference.ts";
import { parseReference } from "../model/reference.ts";

/** An image as a chart names it. */
export interface ImageName {
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: Digest | undefined;
}

/** Where it is: with the host that a container runtime puts before a bare name (distribution/reference, "familiar names"); undefined where it is no reference. */
export function imageReference({ repository, tag, digest }: ImageName): Reference | undefined {
  const [first = "", ...rest] = repository.split("/");
  const hasHost =
    rest.length > 0 &&
    (/[.:]/u.test(first) || first === "localhost" || first !== first.toLowerCase());
  const bare = rest.length === 0 ? `library/${repository}` : repository;
  const name = hasHost ? repository : `docker.io/${bare}`;
  try {
    const reference = parseReference(name);
    return { ...reference, tag, digest };
  } catch (error) {
    if (!isBpError(error, "BAD_REFERENCE")) throw error;
    return undefined;
  }
}
