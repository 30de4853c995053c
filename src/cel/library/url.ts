import { EvaluationFault } from "../fault.ts";
import type { CallCost, Declared, Library } from "../overload.ts";
import { method, plain } from "../overload.ts";
import { traversal } from "../size.ts";
import { CelList, CelMap } from "../value.ts";
import type { Opaque } from "../value.ts";
import type { UrlParts } from "./url-text.ts";
import { escapedPath, hostName, parseUrl, portOf, unescaped } from "./url-text.ts";

/** A value of the type kubernetes.URL. */
interface Url extends Opaque {
  readonly parts: UrlParts;
}

/** @throws EvaluationFault where the text is no absolute URL and no absolute path */
function parse(text: string): Url {
  const parts = parseUrl(text);
  if (parts === undefined) throw new EvaluationFault(`${JSON.stringify(text)} is not a URL`);
  const { scheme, user, host, path, query, fragment } = parts;
  const whole = JSON.stringify([scheme, user, host, escapedPath(path), query, fragment]);
  return {
    kind: "opaque",
    type: "kubernetes.URL",
    parts,
    text: whole,
    equals: (other) => other.text === whole,
  };
}

/** Go's url.ParseQuery: each name with all its values; what is not well escaped is left out. */
function query({ parts }: Url): CelMap {
  const found = new Map<string, string[]>();
  for (const pair of parts.query.split("&")) {
    const equals = pair.indexOf("=");
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = decode(equals < 0 ? "" : pair.slice(equals + 1));
    if (pair === "" || pair.includes(";") || name === undefined || value === undefined) continue;
    found.set(name, [...(found.get(name) ?? []), value]);
  }
  return new CelMap([...found].map(([name, values]) => [name, new CelList(values)]));
}

function decode(text: string): string | undefined {
  return unescaped(text.replaceAll("+", " "));
}

function part(name: string, read: (parts: UrlParts) => string): Declared {
  return method(`kubernetes.URL.${name}(): string`, ({ parts }: Url) => read(parts));
}

const once: CallCost = ([text = null]) => traversal(text);

/** Kubernetes' URL library. */
export const url: Library = {
  since: 29,
  functions: [
    plain("url(string): kubernetes.URL", parse, once),
    plain("isURL(string): bool", (text: string) => parseUrl(text) !== undefined),
    part("getScheme", ({ scheme }) => scheme),
    part("getHost", ({ host }) => unescaped(host) ?? host),
    part("getHostname", ({ host }) => hostName(unescaped(host) ?? host)),
    part("getPort", ({ host }) => portOf(host)),
    part("getEscapedPath", ({ path }) => escapedPath(path)),
    method("kubernetes.URL.getQuery(): map<string, list<string>>", query),
  ],
};
