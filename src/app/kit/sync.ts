import { syncParts, syncSteps } from "../../lint/index.ts";
import type { SyncPart } from "../../lint/index.ts";
import type { Finding } from "../../model/finding.ts";
import { finding, sortFindings } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import type { Tree } from "../../model/tree.ts";
import type { Workspace } from "../../model/workspace.ts";
import type { Config } from "../config.ts";
import type { FileDraft } from "../fix/plan.ts";
import { planFixes } from "../fix/plan.ts";
import { load } from "../load.ts";
import { beginGraphs } from "./begin-graphs.ts";

export interface KitSyncReport extends Report {
  /** False: a preview, or a check. */
  readonly written: boolean;
  readonly changes: readonly SyncedChange[];
  /** What was asked for and was left, since a person must decide. */
  readonly left: readonly SyncLeft[];
  /** What is out of line in the parts that were not asked for. */
  readonly open: readonly { readonly part: SyncPart; readonly count: number }[];
}

export interface SyncedChange {
  readonly ruleId: string;
  /** Relative to the workspace root. */
  readonly file: string;
  readonly message: string;
  readonly description: string;
}

export interface SyncLeft {
  readonly ruleId: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What is to be written, and the report of it. */
export interface KitSyncPlan {
  readonly files: readonly FileDraft[];
  readonly report: KitSyncReport;
}

export interface KitSyncInput {
  readonly tree: Tree;
  readonly config: Config;
  /** The folders of the kits. */
  readonly kits: ReadonlySet<string>;
  readonly parts: ReadonlySet<SyncPart>;
}

/** Brings parts of kits in line, in a draft: nothing is written. */
export async function kitSync({ tree, config, kits, parts }: KitSyncInput): Promise<KitSyncPlan> {
  const plan = await planFixes(
    tree,
    async (draft) => {
      const workspace = await load(draft, config);
      return { findings: outOfLine(workspace, kits, { parts }), workspace };
    },
    (draft) => (parts.has("expected") ? beginGraphs(draft, { config, kits }) : Promise.resolve()),
  );
  const others = syncParts.filter((part) => !parts.has(part));
  const report: KitSyncReport = {
    schemaVersion: 1,
    command: "kit sync",
    ok: true,
    exitCode: 0,
    findings: [],
    written: false,
    changes: plan.repairs.map(({ ruleId, file, message, description }) => ({
      ruleId,
      file,
      message,
      description,
    })),
    left: plan.result.findings.map(({ ruleId, file, line, column, message }) => ({
      ruleId,
      file,
      line,
      column,
      message,
    })),
    open: others.flatMap((part) => {
      const count = outOfLine(plan.result.workspace, kits, { parts: new Set([part]) }).length;
      return count === 0 ? [] : [{ part, count }];
    }),
  };
  return { files: plan.files, report };
}

interface Wanted {
  readonly parts: ReadonlySet<SyncPart>;
  /** The releases whose rows are expected; all where it is absent. */
  readonly names?: ReadonlySet<string>;
}

/** What is out of line in these parts of the kits, with the edits. */
export function outOfLine(
  workspace: Workspace,
  folders: ReadonlySet<string>,
  { parts, names }: Wanted,
): readonly Finding[] {
  const kits = (workspace.kits ?? []).filter(({ folder }) => folders.has(folder));
  const changes = syncParts
    .filter((part) => parts.has(part))
    .flatMap((part) => [
      ...syncSteps[part]({ kits, workspace, ...(names === undefined ? {} : { names }) }),
    ]);
  return sortFindings(
    changes.map(({ ruleId, at, message, fix }) =>
      finding({ ruleId, severity: "info", message, at, ...(fix === undefined ? {} : { fix }) }),
    ),
  );
}
