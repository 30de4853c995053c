import type { Digest } from "../../model/digest.ts";
import type { Report } from "../../model/report.ts";
import type { MirroredArtifact, MirrorReport } from "../mirror/report.ts";

/** An artifact of a bundle, read whole and found genuine, or not. */
export interface BundledArtifact {
  /** Below the bundle: `bp-x:1.0.0`. */
  readonly name: string;
  readonly digest: Digest;
  readonly ok: boolean;
  /** Manifests, configs and layers that were read, what refers to it among them, and their bytes. */
  readonly contents: number;
  readonly bytes: number;
  readonly error?: NonNullable<MirroredArtifact["error"]>;
}

export interface BundleCheckReport extends Report {
  readonly archive: string;
  readonly artifacts: readonly BundledArtifact[];
}

/** What was put in, or carried out; `checked` is what the bundle holds. */
export interface BundleReport extends Omit<MirrorReport, "command"> {
  readonly command: "bundle save" | "bundle load";
  readonly archive: string;
  readonly checked: readonly BundledArtifact[];
}
