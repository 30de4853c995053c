import type { Bumped, BumpInput } from "../../app/bump/bump.ts";
import { bump, checkBump } from "../../app/bump/bump.ts";
import type { ChangeFile } from "../../app/bump/change-files.ts";
import { readChangeFiles } from "../../app/bump/change-files.ts";
import { checkHistory } from "../../app/bump/check-history.ts";
import { assertNamed, levelFor } from "../../app/bump/first-steps.ts";
import type { BumpReport } from "../../app/bump/report.ts";
import { select } from "../../app/select.ts";
import { BpError } from "../../model/error.ts";
import { sortFindings } from "../../model/finding.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Context, Loaded } from "../context.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import type { Outcome } from "../outcome.ts";
import { count } from "../phrase.ts";
import { findBase, loadRevision } from "../revision.ts";
import { isGiven, selectionOf } from "../selection.ts";
import { bumpBlocks, bumpDiff, leftLines } from "./bump-blocks.ts";
import { dependentsOf, wantedOf } from "./bump-options.ts";
import { bumpPorts } from "./bump-ports.ts";

export const run: Run = async (args, options, context) => {
  const wanted = wantedOf(options);
  const loaded = await context.workspace({ contents: wanted.kind === "auto" });
  const { tree, workspace, config } = loaded;
  const changes = await readChangeFiles(tree, config.bump.changes);
  assertNamed(changes, workspace.units);
  const units = unitsOf(args, options, { context, loaded, changes });
  const dependents = dependentsOf(options, config.bump.dependents);
  const input: BumpInput = { tree, workspace, config, units, wanted, dependents, changes };
  if (flag(options, "check")) return complaint(await checked(input, options, context), context);
  const bumped = await bump(input, await bumpPorts(options, context));
  for (const message of bumped.report.notes) context.ports.emit({ kind: "note", message });
  if (!bumped.report.ok) return complaint(bumped.report, context);
  if (!flag(options, "dryRun")) return written(bumped, context);
  if (bumped.report.left.length > 0)
    context.ports.emit({ kind: "note", message: leftLines(bumped.report) });
  return { report: bumped.report, blocks: await bumpDiff(bumped) };
};

async function written(bumped: Bumped, context: Context): Promise<Outcome> {
  const { files, removed } = bumped;
  await context.replaceFiles([...files, ...removed]);
  const report: BumpReport = { ...bumped.report, written: true };
  return { report, blocks: bumpBlocks(bumped) };
}

/** What is out of step; with a base, also what the change did to versions. */
async function checked(
  input: BumpInput,
  options: CommandOptions,
  context: Context,
): Promise<BumpReport> {
  const report = checkBump(input);
  const base = textOption(options, "base");
  if (base === undefined) return report;
  const before = await loadRevision(context, await findBase(context, base), { contents: false });
  try {
    const { tree, workspace, config, units } = input;
    const { workspaceDependencies } = config;
    const more = await checkHistory(
      {
        before: { ...before, workspaceDependencies },
        after: { tree, workspace, workspaceDependencies },
        units,
        lockstep: new Set(config.lockstep),
      },
      { spool: context.ports.spool, claims: (await bumpPorts(options, context)).claims },
    );
    const findings = sortFindings([...report.findings, ...more]);
    const ok = findings.length === 0;
    return { ...report, ok, exitCode: ok ? 0 : 1, findings };
  } finally {
    await before.tree.close();
  }
}

async function complaint(report: BumpReport, context: Context): Promise<Outcome> {
  const { findings } = report;
  const source = await context.sourceLines(findings.map(({ file }) => file));
  const text = report.ok
    ? "every place is in step"
    : report.steps.length === 0
      ? `${count(findings.length, "finding")}: versions are out of step`
      : `${count(findings.length, "version")} refused: nothing was written`;
  return {
    report,
    blocks: [
      { kind: "findings", findings, source },
      { kind: "line", text, tone: report.ok ? "good" : "bad" },
    ],
  };
}

interface Setting {
  readonly context: Context;
  readonly loaded: Loaded;
  readonly changes: readonly ChangeFile[];
}

/**
 * What is to move. At the root a bare `bp bump` is for what change files are about: it never moves everything unasked.
 * @throws BpError EMPTY_SELECTION, USAGE where nothing says what is meant
 */
function unitsOf(
  args: readonly string[],
  options: CommandOptions,
  { context, loaded, changes }: Setting,
): readonly Unit[] {
  const { workspace, folder } = loaded;
  const where = { relative: context.relative, folder };
  const units = select(workspace, selectionOf(args, options, where));
  const isAsked = args.length > 0 || isGiven(options) || flag(options, "check");
  if (isAsked || options["level"] === "auto" || units.length < workspace.units.length) return units;
  const named = units.filter((unit) => changes.some((file) => levelFor(unit, file) !== undefined));
  if (named.length > 0) return named;
  throw new BpError("USAGE", "nothing says what to bump, and there is no change file", {
    hint: "name a blueprint, or say --all, --level auto or --check",
  });
}
