/** A file's address relative to the repository's root (RFC 3986), every component percent-encoded. */
export function sourceUri(prefix: string, file: string): string {
  return repositoryPath(prefix, file).toWellFormed().split("/").map(encodeURIComponent).join("/");
}

/** A file's path relative to the repository's root. */
export function repositoryPath(prefix: string, file: string): string {
  return prefix === "" ? file : `${prefix}/${file}`;
}
