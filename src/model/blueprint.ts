import type { Location } from "./location.ts";
import type { YamlDocument } from "./yaml-node.ts";

/** One item of `spec.depends`. */
export interface BlueprintDependency {
  /** As written, with or without `bp-`. */
  readonly blueprint: string;
  readonly version: string | undefined;
  readonly alias: string | undefined;
  readonly when: string | undefined;
  /** The item is a bare string, the older form (BP115). */
  readonly written: "string" | "object";
  readonly at: Location;
}

/** What `bp` needs to know of a blueprint.yaml; the rest stays in the document. */
export interface Blueprint {
  readonly file: string;
  readonly apiVersion: string;
  /** metadata.name, or the folder's canonical name where it is missing. */
  readonly name: string;
  readonly version: string | undefined;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly visibility: "listed" | "unlisted" | "private" | undefined;
  readonly license: string | undefined;
  readonly documentation: string | undefined;
  readonly depends: readonly BlueprintDependency[];
  /** spec.manifests.chart as written, undefined where it is absent. */
  readonly chartPath: string | undefined;
  /** spec.manifests.source, a chart beside it where nothing is written. */
  readonly source: { readonly kind: string; readonly ref: string | undefined };
  readonly document: YamlDocument;
  /** The file's text, byte order mark and line ends as they are. */
  readonly text: string;
}

/** `bp-x` and `x` are one blueprint: the form without the prefix is the key. */
export function foldName(name: string): string {
  return name.startsWith("bp-") ? name.slice(3) : name;
}
