import type { Digest } from "../model/digest.ts";
import { isDigest } from "../model/digest.ts";

/** A container image's reference, taken apart as container runtimes take it apart. */
export interface ImageReference {
  /** With the registry spelled out, as `docker.io/library/nginx`. */
  readonly repository: string;
  /** The repository's last component. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: Digest | undefined;
}

/** Reads `[host/]path[:tag][@digest]`; a name without a host is Docker Hub's, and there `library/` is implied. */
export function imageReference(text: string): ImageReference {
  const [named, digest] = split(text, "@");
  const slash = named.lastIndexOf("/");
  const [last, tag] = split(named.slice(slash + 1), ":");
  const repository = spelledOut(named.slice(0, slash + 1) + last);
  return {
    repository,
    name: last,
    tag,
    digest: digest !== undefined && isDigest(digest) ? digest : undefined,
  };
}

function split(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Names that Docker Hub goes by. */
const hub: ReadonlySet<string> = new Set(["docker.io", "index.docker.io", "registry-1.docker.io"]);

function spelledOut(repository: string): string {
  const [first = "", ...rest] = repository.split("/");
  if (rest.length === 0) return `docker.io/library/${first}`;
  if (hub.has(first))
    return ["docker.io", ...(rest.length === 1 ? ["library"] : []), ...rest].join("/");
  const isHost = /[.:]/u.test(first) || first === "localhost";
  return isHost ? repository : `docker.io/${repository}`;
}

/** The same for every way of writing the same reference. */
export function canonicalReference(text: string): string {
  const { repository, tag = "", digest = "" } = imageReference(text);
  return `${repository}:${tag}@${digest}`;
}
