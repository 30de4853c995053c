import type { Digest } from "../../model/digest.ts";
import { isDigest } from "../../model/digest.ts";
import { isRepositoryPath, isTag } from "../../model/reference.ts";
import { isLayoutPath } from "../layout/folder.ts";
import { refuse } from "./refusal.ts";

/** What a path of the Distribution API means (distribution-spec, "Endpoints"). */
export type Route =
  | { readonly kind: "version" }
  | { readonly kind: "catalog" }
  | { readonly kind: "manifest"; readonly name: string; readonly reference: string }
  | { readonly kind: "blob"; readonly name: string; readonly digest: Digest }
  | { readonly kind: "uploads"; readonly name: string }
  | { readonly kind: "upload"; readonly name: string; readonly id: string }
  | { readonly kind: "tags"; readonly name: string }
  | { readonly kind: "referrers"; readonly name: string; readonly digest: Digest };

const shape =
  /^\/v2\/(?<name>.+?)\/(?:manifests\/(?<reference>[^/]+)|blobs\/uploads\/(?<id>[^/]*)|blobs\/(?<blob>[^/]+)|(?<tags>tags\/list)|referrers\/(?<subject>[^/]+))$/u;

const fixed: Readonly<Record<string, Route>> = {
  "/v2": { kind: "version" },
  "/v2/": { kind: "version" },
  "/v2/_catalog": { kind: "catalog" },
};

/** @throws Refusal for what is no path of the API, and for names that are not allowed */
export function parseRoute(path: string): Route {
  const whole = fixed[path];
  if (whole !== undefined) return whole;
  const found = shape.exec(path)?.groups;
  if (found === undefined) throw refuse(404, "UNSUPPORTED", "there is no such endpoint");
  const { name = "", reference, id, blob, tags, subject } = found;
  checkName(name);
  if (reference !== undefined) return manifestRoute(name, decode(reference));
  if (blob !== undefined) return { kind: "blob", name, digest: digestIn(decode(blob)) };
  if (tags !== undefined) return { kind: "tags", name };
  if (subject !== undefined) return { kind: "referrers", name, digest: digestIn(decode(subject)) };
  return id === undefined || id === "" ? { kind: "uploads", name } : { kind: "upload", name, id };
}

/** @throws Refusal */
export function checkName(name: string): void {
  if (!isRepositoryPath(name) || !isLayoutPath(name))
    throw refuse(400, "NAME_INVALID", "that is no name of a repository");
}

/** @throws Refusal */
export function digestIn(text: string): Digest {
  if (isDigest(text)) return text;
  throw refuse(400, "DIGEST_INVALID", "that is no digest");
}

function manifestRoute(name: string, reference: string): Route {
  if (!isTag(reference) && !isDigest(reference))
    throw reference.includes(":")
      ? refuse(400, "DIGEST_INVALID", "that is no digest")
      : refuse(400, "TAG_INVALID", "that is neither a tag nor a digest");
  return { kind: "manifest", name, reference };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
