import { PackageURL } from "packageurl-js";

import type { ImageReference } from "./image-reference.ts";
import type { SbomSubject } from "./input.ts";

/** A chart (purl-spec, type `helm`). The repository loses user name, password and query; a path in the tree is none. */
export function chartPurl(name: string, version: string | undefined, repository: string): string {
  const place = placeOf(repository);
  const qualifiers = place === undefined ? undefined : { repository_url: place };
  return new PackageURL("helm", undefined, name, version, qualifiers).toString();
}

/** What a bill is of: a chart, or manifests, for which there is no type (purl-spec, type `generic`). */
export function subjectPurl({ kind, name, version }: SbomSubject): string {
  if (kind === "chart") return chartPurl(name, version, "");
  return new PackageURL("generic", undefined, name, version).toString();
}

/** A repository's address without user name, password and query; undefined for a path in the tree. */
export function placeOf(repository: string): string | undefined {
  const url = URL.parse(repository);
  const isRemote = url !== null && url.host !== "" && url.protocol !== "file:";
  return isRemote ? `${url.protocol}//${url.host}${url.pathname}` : undefined;
}

/** A container image (purl-spec, type `oci`): the version is the digest and nothing else; a tag is a qualifier. */
export function imagePurl({ repository, name, tag, digest }: ImageReference): string {
  const qualifiers = {
    repository_url: repository.toLowerCase(),
    ...(tag === undefined ? {} : { tag }),
  };
  return new PackageURL("oci", undefined, name.toLowerCase(), digest, qualifiers).toString();
}
