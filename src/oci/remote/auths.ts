import type { JsonObject } from "../manifest.ts";
import { isObject } from "../manifest.ts";
import type { Credential } from "./credential.ts";

const hubKeys = ["https://index.docker.io/v1/", "docker.io", "index.docker.io"];
const hubHosts = new Set(["docker.io", "index.docker.io", "registry-1.docker.io"]);

/** The names under which a host is kept; Docker Hub has several. */
export function hostKeys(host: string): readonly string[] {
  const name = host.toLowerCase();
  return hubHosts.has(name) ? [...hubKeys, name] : [name];
}

/** The host that a key stands for: older ones are URLs, of which the host counts. */
export function hostOfKey(key: string): string {
  const host = /^https?:\/\/([^/]+)(?:\/|$)/u.exec(key)?.[1] ?? key.replace(/\/v[12]\/?$/u, "");
  return hubHosts.has(host.toLowerCase()) ? "docker.io" : host.toLowerCase();
}

/**
 * The entry for the host, or for the repository and what is above it, the nearest first (containers-auth.json(5)). A
 * part of a host is no match.
 */
export function fromAuths(
  auths: JsonObject,
  host: string,
  path: string | undefined,
): Credential | undefined {
  const keys = hostKeys(host);
  for (const key of [...namespaces(host, path), ...keys]) {
    const exact = Object.hasOwn(auths, key) ? fromEntry(auths[key]) : undefined;
    if (exact !== undefined) return exact;
  }
  const [wanted] = keys.map(hostOfKey);
  for (const [key, entry] of Object.entries(auths)) {
    const found = hostOfKey(key) === wanted ? fromEntry(entry) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `host/a/b`, `host/a`. */
function namespaces(host: string, path: string | undefined): readonly string[] {
  const parts = (path ?? "").split("/").filter((part) => part !== "");
  return parts.map((_, index) => [host, ...parts.slice(0, parts.length - index)].join("/"));
}

/** What an entry holds, undefined where it is empty: then a program keeps it. */
export function fromEntry(entry: unknown): Credential | undefined {
  if (!isObject(entry)) return undefined;
  const { registrytoken, identitytoken, auth, username, password } = entry;
  if (typeof registrytoken === "string" && registrytoken !== "")
    return { kind: "registry", token: registrytoken };
  if (typeof identitytoken === "string" && identitytoken !== "")
    return { kind: "identity", token: identitytoken };
  if (typeof auth === "string" && auth !== "") return fromAuth(auth);
  if (typeof username !== "string" || typeof password !== "string") return undefined;
  return { kind: "basic", username, password };
}

function fromAuth(auth: string): Credential | undefined {
  const text = Buffer.from(auth, "base64").toString("utf8").replace(/\0+$/u, "");
  const colon = text.indexOf(":");
  if (colon <= 0) return undefined;
  return { kind: "basic", username: text.slice(0, colon), password: text.slice(colon + 1) };
}
