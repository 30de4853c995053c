import type { Descriptor } from "../../model/descriptor.ts";
import type { Digest } from "../../model/digest.ts";
import type { Content } from "../../model/ports.ts";
import type { SbomForm } from "../../model/sbom-form.ts";
import type { CompositionsArtifact } from "./compositions-artifact.ts";

/** A bill of materials as a file. */
export interface SbomDocument {
  readonly form: SbomForm;
  readonly bytes: Uint8Array;
}

/** One artifact, built and frozen: what a publish will put into a repository. Pure data but for the archive's content. */
export interface Release {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  /** The chart, or the manifests. */
  readonly archive: { readonly descriptor: Descriptor; readonly content: Content };
  readonly config: { readonly descriptor: Descriptor; readonly bytes: Uint8Array };
  readonly manifest: { readonly descriptor: Descriptor; readonly bytes: Uint8Array };
  /** The published form of blueprint.yaml, undefined for a chart that has none. */
  readonly blueprint: Uint8Array | undefined;
  /** The artifact of compositions/, undefined where there are none. */
  readonly compositions: CompositionsArtifact | undefined;
  /** sha256 of every file of the archive, by path below the chart's folder or manifests/. */
  readonly files: ReadonlyMap<string, Digest>;
  /** In every form, made when first asked for: an artifact that is published already needs none. */
  sboms(): Promise<readonly SbomDocument[]>;
  /** The SLSA v1 predicate. */
  readonly provenance: object;
  /** What a person should know: a dependency taken from the workspace, a missing blueprint.yaml. */
  readonly notes: readonly string[];
  /** Gives temporary files back. */
  dispose(): Promise<void>;
}
