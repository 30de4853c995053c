import { posix } from "node:path";

import type { Finding } from "../model/finding.ts";
import { joinPath } from "../model/join-path.ts";
import { kustomizationFiles } from "../model/kustomize.ts";
import type { YamlDocument } from "../model/yaml-node.ts";
import { entry, parseYaml, scalarText } from "../yaml/index.ts";
import type { KustomizeReference } from "./references.ts";
import { referencesOf } from "./references.ts";

/** The files of manifests/, as paths below it. */
export interface ManifestFiles {
  /** manifests/ itself, as places name it. */
  readonly folder: string;
  /** Everything that is packaged. */
  readonly names: ReadonlySet<string>;
  /** Of what is YAML. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A folder that kustomize can build, or take in as a component. */
export interface Kustomization {
  /** The folder, empty for manifests/ itself. */
  readonly folder: string;
  /** The file, as `base/kustomization.yaml`. */
  readonly path: string;
  readonly document: YamlDocument | undefined;
  /** What is wrong with its YAML. */
  readonly faults: readonly Finding[];
  readonly isComponent: boolean;
  readonly references: readonly KustomizeReference[];
  /** Other files of the folder that kustomize would take for its own; it refuses a folder with two. */
  readonly others: readonly string[];
}

/** Every kustomization of manifests/, by its folder. */
export function readKustomizations(files: ManifestFiles): ReadonlyMap<string, Kustomization> {
  const folders = new Set([...files.names].map(folderOf));
  const found = new Map<string, Kustomization>();
  for (const folder of [...folders].toSorted()) {
    const [path, ...others] = kustomizationFiles
      .map((name) => joinPath(folder, name))
      .filter((name) => files.names.has(name));
    if (path === undefined) continue;
    const { documents, findings: faults } = parseYaml(
      files.texts.get(path) ?? "",
      joinPath(files.folder, path),
    );
    const document = documents.find(({ root }) => root !== undefined);
    const isComponent = scalarText(entry(document?.root, "kind")) === "Component";
    const references = referencesOf(document?.root);
    found.set(folder, { folder, path, document, faults, isComponent, references, others });
  }
  return found;
}

/** Where a path of a kustomization leads, below manifests/; undefined where it leaves it. */
export function placeOf({ folder }: Kustomization, path: string): string | undefined {
  if (path.startsWith("/")) return undefined;
  const place = posix.normalize(joinPath(folder, path)).replace(/\/$/u, "");
  if (place === ".") return "";
  return place === ".." || place.startsWith("../") ? undefined : place;
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}
