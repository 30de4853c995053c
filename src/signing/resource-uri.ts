const scp = /^(?:[\w.-]+@)?([\w.-]+):(?!\/)(.+)$/u;
const schemes: ReadonlySet<string> = new Set(["http:", "https:", "oci:", "ssh:", "git:"]);

/**
 * An address without user name, password or query, which could carry secrets; undefined where the text is no address
 * of another machine.
 */
export function resourceUri(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || url.host === "" || !schemes.has(url.protocol)) return undefined;
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** The address of a git remote in the same form; `git@host:path` is read as git reads it. */
export function gitUri(address: string): string | undefined {
  const [, host, path] = address.includes("://") ? [] : (scp.exec(address) ?? []);
  const known = host !== undefined && path !== undefined;
  return resourceUri(known ? `ssh://${host}/${path}` : address);
}
