import type { Digest } from "./digest.ts";
import { isDigest } from "./digest.ts";

/** An image as a container runtime is told of it. */
export interface ImageReference {
  /** With the registry where one is given, as `ghcr.io/org/app`. */
  readonly repository: string;
  readonly tag: string | undefined;
  /** `algorithm:hex`, undefined where it is not known. */
  readonly digest: Digest | undefined;
}

/** An image that a package names, where it was found. */
export interface FoundImage extends ImageReference {
  /** `repository:tag@digest`, what of it is known. */
  readonly reference: string;
  /** Files below the package's top folder, with `#key` for values and `:line` for other texts, sorted. */
  readonly foundIn: readonly string[];
  /** The charts that name it, by their paths below the top folder, empty for the top chart; sorted. */
  readonly owners: readonly string[];
  /** How it was found. */
  readonly foundBy: readonly ("values" | "template text" | "annotation" | "manifests")[];
  /** Its tag is nowhere written: it is the appVersion of its chart, the usual default of templates. */
  readonly assumed: boolean;
}

type WrittenImage = Pick<ImageReference, "repository" | "tag"> & {
  readonly digest: string | undefined;
};

const lengthLimit = 512;
const repositoryShape = /^[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d{1,5})?(?:\/[a-z0-9][a-z0-9._-]*)*$/u;
const tagShape = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/u;

/** Reads `[registry/]repository[:tag][@digest]`, undefined where the text is none. */
export function parseImage(text: string): ImageReference | undefined {
  if (text.length > lengthLimit) return undefined;
  const [named = "", digest, ...more] = text.split("@");
  if (more.length > 0 || (digest !== undefined && !isDigest(digest))) return undefined;
  const colon = named.lastIndexOf(":");
  const tagged = colon > named.lastIndexOf("/");
  const repository = tagged ? named.slice(0, colon) : named;
  const tag = tagged ? named.slice(colon + 1) : undefined;
  if (!repositoryShape.test(repository)) return undefined;
  return tag === undefined || tagShape.test(tag) ? { repository, tag, digest } : undefined;
}

/** The digest need not be one: who reads the text says so. */
export function formatImage({ repository, tag, digest }: WrittenImage): string {
  const at = digest === undefined ? "" : `@${digest}`;
  return `${repository}${tag === undefined ? "" : `:${tag}`}${at}`;
}
