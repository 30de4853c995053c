import { textsOf } from "../../app/fix/plan.ts";
import { selectKits } from "../../app/kit/select-kits.ts";
import { kitSync } from "../../app/kit/sync.ts";
import type { KitSyncPlan, KitSyncReport } from "../../app/kit/sync.ts";
import { BpError } from "../../model/error.ts";
import type { Block } from "../../report/index.ts";
import { unifiedDiff } from "../../report/index.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { flag } from "../declaration.ts";
import { count } from "../phrase.ts";
import { derivedParts, optionOf, syncOptions } from "./kit-sync-options.ts";
import type { Part } from "./kit-sync-options.ts";

export const run: Run = async (args, options, context) => {
  const parts = partsOf(options);
  const { workspace, tree, config, folder } = await context.workspace();
  const selectors = args.map((selector) => context.relative(selector));
  const chosen = selectKits(workspace, { selectors, folder });
  const kits = new Set(chosen.map((kit) => kit.folder));
  const plan = await kitSync({ tree, config, kits, parts });
  const [check, dryRun] = [flag(options, "check"), flag(options, "dryRun")];
  const written = !check && !dryRun;
  if (written) await context.replaceFiles(plan.files);
  const behind = check && plan.report.changes.length + plan.report.left.length > 0;
  const report = { ...plan.report, written, ok: !behind, exitCode: behind ? 1 : 0 };
  const notes = noteLines(report);
  if (!written) for (const message of notes) context.ports.emit({ kind: "note", message });
  return { report, blocks: written ? wrote(report, plan, notes) : await preview(plan) };
};

/** @throws BpError USAGE where the expected graph would be written by two hands */
function partsOf(options: CommandOptions): ReadonlySet<Part> {
  if (flag(options, "edges") && flag(options, "expected"))
    throw new BpError("USAGE", "--edges and --expected are the two directions of one thing", {
      hint: "--edges makes the releases what is expected, --expected the other way round",
    });
  if (flag(options, "check") && flag(options, "dryRun"))
    throw new BpError("USAGE", "--check and --dry-run both write nothing", {
      hint: "--check ends with exit code 1 where something would be written",
    });
  const asked = syncOptions.filter(({ name }) => flag(options, name)).map(({ part }) => part);
  return new Set([...derivedParts, ...asked]);
}

async function preview({ files }: KitSyncPlan): Promise<readonly Block[]> {
  if (files.length === 0) return [{ kind: "line", text: "nothing to write", tone: "good" }];
  return [{ kind: "raw", text: await unifiedDiff(files.map(textsOf)), language: "diff" }];
}

function wrote(
  { changes }: KitSyncReport,
  { files }: KitSyncPlan,
  notes: readonly string[],
): readonly Block[] {
  const lines = files.map(({ path }) => `  ${path}`);
  const made = `brought in line ${count(files.length, "file")}, ${count(changes.length, "change")}:`;
  const text = files.length === 0 ? "nothing to write" : [made, ...lines].join("\n");
  return [
    { kind: "line", text, tone: "good" },
    ...(notes.length === 0
      ? []
      : [{ kind: "line" as const, text: notes.join("\n"), tone: "warn" as const }]),
  ];
}

function noteLines({ left, open }: KitSyncReport): readonly string[] {
  return [
    ...left.map(({ file, line, column, message }) => `${file}:${line}:${column}: left: ${message}`),
    ...open.map(
      ({ part, count: number }) => `${count(number, "place")} more with ${optionOf(part)}`,
    ),
  ];
}
