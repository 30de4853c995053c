/** The parts of a URL as Go's net/url tells them. */
export interface UrlParts {
  readonly scheme: string;
  /** With the port. */
  readonly host: string;
  readonly user: string;
  /** As it is written. */
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/**
 * An absolute URL or an absolute path, as Go's url.ParseRequestURI takes it; undefined where the text is neither.
 * `fragment` is told apart as Kubernetes does, after the whole was found to be good.
 */
export function parseUrl(text: string): UrlParts | undefined {
  if (partsOf(text, true) === undefined) return undefined;
  const hash = text.indexOf("#");
  const parts = partsOf(hash < 0 ? text : text.slice(0, hash), false);
  return parts === undefined
    ? undefined
    : { ...parts, fragment: hash < 0 ? "" : text.slice(hash + 1) };
}

function partsOf(text: string, isRequest: boolean): UrlParts | undefined {
  if (hasControls(text) || (isRequest && text === "")) return undefined;
  const colon = /^[a-z][a-z\d+.-]*:/iu.exec(text)?.[0].length ?? 0;
  const mark = text.includes("?") ? text.indexOf("?") : text.length;
  const path = text.slice(colon, Math.max(mark, colon));
  const scheme = text.slice(0, Math.max(colon - 1, 0)).toLowerCase();
  const parts = { scheme, host: "", user: "", path, query: text.slice(mark + 1), fragment: "" };
  if (path.startsWith("/")) return hasHost(parts, isRequest) ? withHost(parts) : checked(parts);
  if (colon > 0) return { ...parts, path: "" };
  return isRequest && path !== "*" ? undefined : parts;
}

function hasHost({ scheme, path }: UrlParts, isRequest: boolean): boolean {
  return path.startsWith("//") && (scheme !== "" || !(isRequest || path.startsWith("///")));
}

function hasControls(text: string): boolean {
  return [...text].some((letter) => letter < " " || letter === "\u007F");
}

/** Takes `//user@host:port` off the path. */
function withHost(parts: UrlParts): UrlParts | undefined {
  const slash = parts.path.indexOf("/", 2);
  const end = slash < 0 ? parts.path.length : slash;
  const authority = parts.path.slice(2, end);
  const at = authority.lastIndexOf("@");
  return checked({
    ...parts,
    user: authority.slice(0, Math.max(at, 0)),
    host: authority.slice(at + 1),
    path: parts.path.slice(end),
  });
}

function checked(parts: UrlParts): UrlParts | undefined {
  const { host, user, path } = parts;
  const isGood = isGoodHost(host) && isEscaped(path) && isEscaped(user);
  return isGood && /^[\w.~!$&'()*+,;=%@:-]*$/u.test(user) ? parts : undefined;
}

function isEscaped(text: string): boolean {
  return !/%(?![\da-f]{2})/iu.test(text);
}

function isGoodHost(host: string): boolean {
  if (host.startsWith("[")) {
    const end = host.lastIndexOf("]");
    return end > 0 && /^(?::\d*)?$/u.test(host.slice(end + 1)) && !/[\s/?@\\^`{|}#]/u.test(host);
  }
  const colon = host.lastIndexOf(":");
  if (colon >= 0 && !/^:\d*$/u.test(host.slice(colon))) return false;
  // Only letters beyond ASCII may be written with escapes here.
  return /^(?:[\w.~!$&'()*+,;=:[\]<>"-]|%[89a-f][\da-f]|[\u0080-\u{10FFFF}])*$/iu.test(host);
}

/** The host without its port and without the brackets of IPv6. */
export function hostName(host: string): string {
  const end = host.startsWith("[") ? host.lastIndexOf("]") : -1;
  if (end > 0) return host.slice(1, end);
  const colon = host.indexOf(":");
  return colon < 0 ? host : host.slice(0, colon);
}

export function portOf(host: string): string {
  return /:(\d*)$/u.exec(host.slice(host.lastIndexOf("]") + 1))?.[1] ?? "";
}

/** The path with what may not stand in one escaped. */
export function escapedPath(path: string): string {
  if (/^(?:[\w.~!$&'()*+,;=:@[\]/-]|%[\da-f]{2})*$/iu.test(path)) return path;
  return [...Buffer.from(unescaped(path) ?? path)]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      if (/[\w.~$&+,/:;=@-]/u.test(letter)) return letter;
      return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
}

/** Undefined where an escape is no good one. */
export function unescaped(text: string): string | undefined {
  if (!isEscaped(text)) return undefined;
  const bytes = text.replaceAll(/(?:%[\da-f]{2})+/giu, (run) =>
    Buffer.from(run.replaceAll("%", ""), "hex").toString(),
  );
  return bytes;
}
