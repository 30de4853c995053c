import type { Seen } from "../support/registry.ts";

/** What a request is about, without what changes from run to run: `PUT manifest by tag`, `POST upload`. */
export function kindOf({ method, path }: Pick<Seen, "method" | "path">): string {
  const [, what = "", rest = ""] =
    /^\/v2\/.+?\/(manifests|blobs|referrers|tags)\/(.*)$/u.exec(path) ?? [];
  if (what === "") return `${method} ${path}`;
  if (rest.startsWith("uploads/")) return `${method} upload`;
  if (what === "manifests") return `${method} manifest by ${placeOf(rest)}`;
  return `${method} ${what}`;
}

function placeOf(reference: string): string {
  if (reference.startsWith("sha256:")) return "digest";
  if (/^sha256-[0-9a-f]{64}$/u.test(reference)) return "fallback tag";
  const [, suffix = ""] = /^sha256-[0-9a-f]{64}(\..*)$/u.exec(reference) ?? [];
  return suffix === "" ? "tag" : suffix;
}
