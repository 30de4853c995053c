import type { Digest } from "../../model/digest.ts";
import type { Report } from "../../model/report.ts";
import type { VerifyReport } from "../verify/report.ts";
import type { RecordedBuild, RecordedTool } from "./recorded.ts";

/**
 * How a file of the two archives differs: its bytes, its permission bits, its time, that one of them has none, or that
 * it stands at another place. `header` and `compression` are about the archive as a whole: the same files in the same
 * order under other tar headers, or the same tar packed otherwise.
 */
export type DifferenceKind =
  | "content"
  | "mode"
  | "time"
  | "missing"
  | "added"
  | "order"
  | "header"
  | "compression";

export interface RebuiltFile {
  /** Below the chart's folder; for `header` and `compression` the archive's name. */
  readonly path: string;
  readonly kind: DifferenceKind;
  /** The digests of the file, or of the tar, or of the archive; null where there is none. */
  readonly published: Digest | null;
  readonly rebuilt: Digest | null;
  /** What is told of it beside the digests, as `0644, 0755`; empty where they say it all. */
  readonly detail: string;
}

/** The blueprint documents, and their first line that differs. */
export interface RebuiltDocument {
  readonly published: Digest | null;
  readonly rebuilt: Digest | null;
  /** From 1; null where one of the two is not there. */
  readonly line: number | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** A part of the manifest: `config`, or the name of an annotation. */
export interface RebuiltPart {
  readonly part: string;
  readonly published: string | null;
  readonly rebuilt: string | null;
}

export interface RebuildReport extends Report {
  readonly subject: { readonly reference: string; readonly digest: Digest };
  /** Of the manifest that was built again. */
  readonly rebuilt: Digest;
  readonly identical: boolean;
  readonly provenance: RecordedBuild & {
    /** Whom it was held against; null: it was read unverified. */
    readonly policy: VerifyReport["policy"] | null;
  };
  /** The program that built it again. */
  readonly tool: RecordedTool;
  /** In the published archive's order, what it lacks last. */
  readonly files: readonly RebuiltFile[];
  /** null where they are the same. */
  readonly blueprint: RebuiltDocument | null;
  readonly manifest: readonly RebuiltPart[];
  /** What a person should know, as sentences. */
  readonly notes: readonly string[];
}
