import type { Digest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import { exitCodeOf } from "../../model/exit-code.ts";
import type { Report } from "../../model/report.ts";
import type { WantedKind } from "./wanted.ts";

/**
 * `copied`: something was written; `present`: all of it was there; `moved`: the tag named another image before;
 * `conflict`: the tag names another chart, and nothing was written; `missing`: the source does not hold it; `absent`:
 * the target does not hold it; `planned`: a dry run.
 */
export type MirrorStatus =
  | "copied"
  | "present"
  | "moved"
  | "conflict"
  | "missing"
  | "absent"
  | "failed"
  | "planned";

/** One artifact of a mirror run. */
export interface MirroredArtifact {
  readonly kind: WantedKind;
  readonly from: string;
  readonly to: string;
  readonly digest: Digest | null;
  readonly status: MirrorStatus;
  readonly required: boolean;
  /** Manifests, configs and layers that it is made of, what refers to it among them. */
  readonly contents: number;
  /** How many of them were written, and their bytes. */
  readonly written: number;
  readonly bytes: number;
  /** Who asks for it: lines of the workspace. */
  readonly places: readonly string[];
  readonly error?: { readonly code: string; readonly message: string; readonly hint?: string };
}

export interface MirrorReport extends Report {
  readonly target: string;
  readonly dryRun: boolean;
  readonly artifacts: readonly MirroredArtifact[];
  readonly summary: Readonly<Record<MirrorStatus, number>> & {
    /** Bytes written in all. */
    readonly bytes: number;
    readonly notRun: readonly { readonly ruleId: string; readonly reason: string }[];
  };
}

/** An artifact's row, and what it adds to the exit code. */
export interface MirrorResult {
  readonly artifact: MirroredArtifact;
  readonly exitCode: number;
}

const states: readonly MirrorStatus[] = [
  "copied",
  "present",
  "moved",
  "conflict",
  "missing",
  "absent",
  "failed",
  "planned",
];

export function summarise(
  artifacts: readonly MirroredArtifact[],
): Readonly<Record<MirrorStatus, number>> & { readonly bytes: number } {
  const counts = states.map((state) => {
    const { length } = artifacts.filter(({ status }) => status === state);
    return [state, length] as const;
  });
  const bytes = artifacts.reduce((sum, artifact) => sum + artifact.bytes, 0);
  return { ...(Object.fromEntries(counts) as Record<MirrorStatus, number>), bytes };
}

/** A fault as the report shows it. @throws Error for a bug, which is no artifact's fault */
export function faultOf(error: unknown): {
  readonly error: NonNullable<MirroredArtifact["error"]>;
  readonly exitCode: number;
} {
  if (!(error instanceof BpError)) throw error;
  const { code, message, hint } = error;
  return {
    error: { code, message, ...(hint === undefined ? {} : { hint }) },
    exitCode: exitCodeOf(error),
  };
}
