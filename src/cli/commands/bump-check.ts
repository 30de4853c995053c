import type { BumpInput } from "../../app/bump/bump.ts";
import { checkBump } from "../../app/bump/bump.ts";
import { checkHistory } from "../../app/bump/check-history.ts";
import type { HistoryPorts } from "../../app/bump/ports.ts";
import type { BumpReport } from "../../app/bump/report.ts";
import { sortFindings } from "../../model/finding.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import type { Revisions } from "../revision.ts";
import { findBase, loadRevision, revisions } from "../revision.ts";
import { bumpPorts } from "./bump-ports.ts";

/** What is out of step; with a base, also what the change did to versions. */
export async function checkedBump(
  input: BumpInput,
  options: CommandOptions,
  context: Context,
): Promise<BumpReport> {
  const report = checkBump(input);
  const from = textOption(options, "base");
  if (from === undefined) return report;
  const base = await findBase(context, from);
  const before = await loadRevision(context, base, { contents: false });
  const past = revisions(context);
  try {
    const { tree, workspace, config, units } = input;
    const { workspaceDependencies, lockstep } = config;
    const { claims } = await bumpPorts(options, context);
    const began = beganIn(past, base, workspaceDependencies);
    const { findings: more, notes } = await checkHistory(
      {
        before: { ...before, workspaceDependencies },
        after: { tree, workspace, workspaceDependencies },
        units,
        lockstep: new Set(lockstep),
      },
      {
        spool: context.ports.spool,
        claims,
        began,
        hasImage: await imageQuestion(options, context),
      },
    );
    const findings = sortFindings([...report.findings, ...more]);
    const ok = findings.length === 0;
    return { ...report, ok, exitCode: ok ? 0 : 1, findings, notes };
  } finally {
    await Promise.all([before.tree.close(), past.close()]);
  }
}

async function imageQuestion(
  options: CommandOptions,
  context: Context,
): Promise<HistoryPorts["hasImage"]> {
  if (!flag(options, "images")) return undefined;
  const [{ imageAnswer }, network] = await Promise.all([
    import("../../app/render/image-answers.ts"),
    context.network(options),
  ]);
  const { interrupted: signal } = context;
  return (image) => imageAnswer(image, { open: (target) => network.open(target, "pull"), signal });
}

function beganIn(
  past: Revisions,
  base: string,
  workspaceDependencies: boolean,
): HistoryPorts["began"] {
  return async ({ chart }) => {
    const file = chart?.versionAt.file;
    const revision = file === undefined ? undefined : await past.began(base, file);
    return revision && { ...revision, workspaceDependencies };
  };
}
