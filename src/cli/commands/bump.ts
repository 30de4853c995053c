import type { Bumped, BumpInput } from "../../app/bump/bump.ts";
import { bump } from "../../app/bump/bump.ts";
import type { ChangeFile } from "../../app/bump/change-files.ts";
import { readChangeFiles } from "../../app/bump/change-files.ts";
import { assertNamed, levelFor } from "../../app/bump/first-steps.ts";
import type { BumpReport } from "../../app/bump/report.ts";
import { select } from "../../app/select.ts";
import { BpError } from "../../model/error.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Context, Loaded } from "../context.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { flag } from "../declaration.ts";
import type { Outcome } from "../outcome.ts";
import { count } from "../phrase.ts";
import { isGiven, selectionOf } from "../selection.ts";
import { bumpBlocks, bumpDiff, leftLines } from "./bump-blocks.ts";
import { checkedBump } from "./bump-check.ts";
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
  if (flag(options, "check")) {
    const report = await checkedBump(input, options, context);
    tellNotes(report, context);
    return complaint(report, context);
  }
  const bumped = await bump(input, await bumpPorts(options, context));
  tellNotes(bumped.report, context);
  if (!bumped.report.ok) return complaint(bumped.report, context);
  if (!flag(options, "dryRun")) return written(bumped, context);
  if (bumped.report.left.length > 0)
    context.ports.emit({ kind: "note", message: leftLines(bumped.report) });
  return { report: bumped.report, blocks: await bumpDiff(bumped) };
};

function tellNotes({ notes }: BumpReport, { ports }: Context): void {
  for (const message of notes) ports.emit({ kind: "note", message });
}

async function written(bumped: Bumped, context: Context): Promise<Outcome> {
  const { files, removed } = bumped;
  await context.replaceFiles([...files, ...removed]);
  const report: BumpReport = { ...bumped.report, written: true };
  return { report, blocks: bumpBlocks(bumped) };
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
