import type { Content } from "./ports.ts";

/** The names under which Kustomize looks for its file; a folder holds one of them (kustomize api/konfig). */
export const kustomizationFiles: readonly string[] = [
  "kustomization.yaml",
  "kustomization.yml",
  "Kustomization",
];

/** What a blueprint of kind Kustomize ships: its folder manifests/, with a base and overlays. */
export interface KustomizeSource {
  /** Relative to the workspace root, as `platform/x/manifests`. */
  readonly folder: string;
  /** The files that its package carries, as paths below the folder, sorted; undefined: not looked at, or not readable. */
  readonly packaged?: readonly string[];
}

/** What kustomize made of a folder; what it refuses is an answer too. */
export interface BuildAnswer {
  readonly ok: boolean;
  /** The manifests, empty where it refused. */
  readonly output: string;
  /** Its own words: warnings, or why it refused. */
  readonly said: string;
}

/** A real kustomize, or the one in a kubectl. */
export interface KustomizeProgram {
  /** Without the leading `v`, as `5.8.1`. */
  readonly version: string;
  /** The path that runs. */
  readonly program: string;
  /**
   * Builds a folder of these files, which lie nowhere else.
   * @throws BpError UNREADABLE, LIMIT, INTERRUPTED
   */
  build(files: readonly ManifestFile[], folder: string, signal?: AbortSignal): Promise<BuildAnswer>;
}

/** A file below manifests/. */
export interface ManifestFile extends Content {
  readonly path: string;
}
