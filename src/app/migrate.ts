import { migrations } from "../lint/index.ts";
import type { Finding } from "../model/finding.ts";
import { finding, sortFindings } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import type { Tree } from "../model/tree.ts";
import type { Unit, Workspace } from "../model/workspace.ts";
import type { Config } from "./config.ts";
import type { FileDraft } from "./fix/plan.ts";
import { planFixes } from "./fix/plan.ts";
import { load } from "./load.ts";

export interface MigrateReport extends Report {
  /** False: a preview. */
  readonly written: boolean;
  readonly changes: readonly Change[];
  /** What is old and was left, since a person must decide. */
  readonly left: readonly Left[];
}

export interface Change {
  /** Relative to the workspace root. */
  readonly file: string;
  readonly message: string;
  readonly description: string;
}

export interface Left {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What is to be written, and the report of it. */
export interface MigratePlan {
  readonly files: readonly FileDraft[];
  readonly report: MigrateReport;
}

/** Brings the manifests of the units in these folders to the form of today; nothing is written. */
export async function migrate(
  tree: Tree,
  config: Config,
  folders: ReadonlySet<string>,
): Promise<MigratePlan> {
  const plan = await planFixes(tree, async (draft) => {
    const workspace = await load(draft, config);
    return { findings: old(workspace, folders) };
  });
  const report: MigrateReport = {
    schemaVersion: 1,
    command: "migrate",
    ok: true,
    exitCode: 0,
    findings: [],
    written: false,
    changes: plan.repairs.map(({ file, message, description }) => ({ file, message, description })),
    left: plan.result.findings.map(({ file, line, column, message }) => ({
      file,
      line,
      column,
      message,
    })),
  };
  return { files: plan.files, report };
}

function old({ units }: Workspace, folders: ReadonlySet<string>): readonly Finding[] {
  return sortFindings(units.filter(({ folder }) => folders.has(folder)).flatMap(oldOf));
}

function oldOf({ blueprint, name }: Unit): readonly Finding[] {
  if (blueprint === undefined) return [];
  return migrations.flatMap(({ name: ruleId, steps }) =>
    [...steps(blueprint)].map(({ at, message, fix }) =>
      finding({
        ruleId,
        severity: "info",
        message,
        at,
        blueprint: name,
        ...(fix === undefined ? {} : { fix }),
      }),
    ),
  );
}
