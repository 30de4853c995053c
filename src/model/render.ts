import type { Location } from "./location.ts";
import type { MappingNode } from "./yaml-node.ts";

/** One object that a render applies. */
export interface RenderedObject {
  /**
   * The file that wrote it, below the chart's own folder, as Helm names it: `templates/x.yaml`, `crds/x.yaml`, or below
   * `charts/<name or alias>/`.
   */
  readonly source: string;
  /** How many documents of the same file came before it. */
  readonly index: number;
  /** The object; its places are those in its own document. */
  readonly node: MappingNode;
  /** Where the object stands in its document: empty, or as `/items/0` in a list. */
  readonly pointer: string;
}

/** What Helm made of a chart. */
export type Rendered =
  | {
      readonly kind: "rendered";
      /** As Helm printed it. */
      readonly output: string;
      /** In the order of the output. */
      readonly objects: readonly RenderedObject[];
    }
  | RenderFault
  | {
      readonly kind: "not rendered";
      /** As `not vendored: cilium 1.16.5`. */
      readonly reason: string;
      /** The dependencies that are not there; none for a chart that has nothing to render. */
      readonly missing: readonly MissingChart[];
    };

/** A declared dependency whose chart is not at hand. */
export interface MissingChart {
  /** One sentence that names chart, version and repository. */
  readonly message: string;
  /** What to do about it, one line. */
  readonly help: string;
  /** Where the dependency is declared. */
  readonly at: Location;
}

/** Why Helm refuses a chart, with its place where Helm tells one. */
export interface RenderFault {
  readonly kind: "failed";
  /** One line. */
  readonly message: string;
  /** The chart itself refused, by `required` or `fail`: it asks for something that the values lack. */
  readonly asked: boolean;
  /** As RenderedObject.source. */
  readonly source?: string;
  readonly line?: number;
  readonly column?: number;
}

/** What the API server lets a Secret hold, in bytes (k8s.io/api/core/v1, MaxSecretSize). */
export const secretLimit = 1_048_576;

/** What Helm keeps of a release, in its Secret. */
export interface StoredRelease {
  /** In bytes, of the Secret's data. */
  readonly size: number;
  /** Largest first. */
  readonly parts: readonly StoredPart[];
}

export interface StoredPart {
  /** A file below the chart's folder; what is none is named in words. */
  readonly name: string;
  /** In bytes, before compression. */
  readonly bytes: number;
  /** Its share of the Secret, in bytes. */
  readonly stored: number;
}

/** A unit's render with its default values, as rules see it. */
export interface UnitRender {
  /** The version of the Helm that made it, as `3.22.0`; empty where none was asked. */
  readonly helm: string;
  /** The release's. */
  readonly namespace: string;
  readonly rendered: Rendered;
  /** What the Helm that made it would keep; absent where nothing was rendered. */
  readonly stored?: StoredRelease;
  /** What further Helms made of it. */
  readonly others: readonly { readonly helm: string; readonly rendered: Rendered }[];
}
