import type { Digest } from "./digest.ts";
import { isDigest } from "./digest.ts";
import { BpError } from "./error.ts";

/** A repository in a registry: `host[:port]` and a path of lower-case components. */
export interface RegistryTarget {
  readonly kind: "registry";
  readonly host: string;
  readonly path: string;
}

/** A folder of OCI layouts, one a repository (design §4). */
export interface LayoutTarget {
  readonly kind: "layout";
  readonly folder: string;
  /** Empty where the target is the folder itself. */
  readonly path: string;
}

export type Target = RegistryTarget | LayoutTarget;

/** A repository and what is meant in it: a tag, a digest, or (both undefined) the repository itself. */
export interface Reference {
  readonly target: Target;
  readonly tag: string | undefined;
  readonly digest: Digest | undefined;
}

const component = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const pathPattern = new RegExp(`^${component}(?:/${component})*$`, "u");
const hostPattern =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/u;
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/u;
const layoutScheme = "oci-layout:";

export function isTag(text: string): boolean {
  return tagPattern.test(text);
}

export function isRepositoryPath(text: string): boolean {
  return text.length <= 255 && pathPattern.test(text);
}

/**
 * Reads `host/path[:tag][@digest]` (an `oci://` before it is allowed) and `oci-layout:DIR[/repository][:tag|@digest]`;
 * in the layout form the last component of DIR is the repository.
 * @throws BpError BAD_REFERENCE
 */
export function parseReference(text: string): Reference {
  const layout = text.startsWith(layoutScheme);
  const body = layout ? text.slice(layoutScheme.length) : text.replace(/^oci:\/\//u, "");
  const at = body.lastIndexOf("@");
  const digest = at === -1 ? undefined : body.slice(at + 1);
  if (digest !== undefined && !isDigest(digest))
    throw bad(text, `${digest.slice(0, 80)} is not a digest`);
  const named = at === -1 ? body : body.slice(0, at);
  const colon = named.lastIndexOf(":");
  const tagged = colon > named.lastIndexOf("/") && colon !== -1;
  const tag = tagged ? named.slice(colon + 1) : undefined;
  if (tag !== undefined && !isTag(tag)) throw bad(text, `${tag.slice(0, 80)} is not a tag`);
  const place = tagged ? named.slice(0, colon) : named;
  return {
    target: layout ? layoutRepository(place, text) : registryTarget(place, text),
    tag,
    digest,
  };
}

/**
 * Reads a publish target: `host/path` or `oci-layout:DIR`.
 * @throws BpError BAD_REFERENCE
 */
export function parseTarget(text: string): Target {
  if (text.startsWith(layoutScheme)) {
    const folder = text.slice(layoutScheme.length).replace(/(?<=.)\/+$/u, "");
    if (folder === "") throw bad(text, "it names no folder");
    return { kind: "layout", folder, path: "" };
  }
  return registryTarget(text.replace(/^oci:\/\//u, "").replace(/\/+$/u, ""), text);
}

function registryTarget(place: string, text: string): RegistryTarget {
  const slash = place.indexOf("/");
  const host = slash === -1 ? place : place.slice(0, slash);
  const path = slash === -1 ? "" : place.slice(slash + 1);
  if (!hostPattern.test(host)) throw bad(text, `${host.slice(0, 80)} is not a registry host`);
  const local = host.includes(".") || host.includes(":") || host === "localhost";
  if (!local) throw bad(text, `${host} is not a registry host: it has no dot and no port`);
  if (path !== "" && !isRepositoryPath(path))
    throw bad(text, `${path.slice(0, 80)} is not a repository path`);
  return { kind: "registry", host, path };
}

function layoutRepository(place: string, text: string): LayoutTarget {
  const trimmed = place.replace(/(?<=.)\/+$/u, "");
  const slash = trimmed.lastIndexOf("/");
  const path = trimmed.slice(slash + 1);
  if (!isRepositoryPath(path)) throw bad(text, `${path.slice(0, 80)} is not a repository name`);
  return { kind: "layout", folder: slash === -1 ? "." : trimmed.slice(0, slash) || "/", path };
}

/** The target of a repository under another target. */
export function repositoryIn(target: Target, name: string): Target {
  return { ...target, path: target.path === "" ? name : `${target.path}/${name}` };
}

/** `host/path` or `oci-layout:DIR/path`. */
export function formatTarget(target: Target): string {
  const root = target.kind === "registry" ? target.host : `${layoutScheme}${target.folder}`;
  return target.path === "" ? root : `${root}/${target.path}`;
}

/** What `bp verify` takes and reports print. */
export function formatReference(reference: Reference): string {
  const tag = reference.tag === undefined ? "" : `:${reference.tag}`;
  const digest = reference.digest === undefined ? "" : `@${reference.digest}`;
  return `${formatTarget(reference.target)}${tag}${digest}`;
}

/**
 * What is meant within the repository: the digest where there is one, else the tag.
 * @param text the reference as it was given
 * @throws BpError USAGE for a repository alone
 */
export function wantedIn(reference: Reference, text: string = formatReference(reference)): string {
  const wanted = reference.digest ?? reference.tag;
  if (wanted !== undefined) return wanted;
  throw new BpError("USAGE", `${text} names a repository, not an artifact`, {
    hint: "add a version, :1.2.3, or a digest, @sha256:…",
  });
}

function bad(text: string, why: string): BpError {
  return new BpError(
    "BAD_REFERENCE",
    `cannot read the reference ${JSON.stringify(text.slice(0, 300))}: ${why}`,
    {
      hint: "write host/path:tag, host/path@sha256:…, or oci-layout:DIR/repository:tag",
    },
  );
}
