import { select } from "../../app/select.ts";
import type { Level } from "../../app/vendor/level.ts";
import type { OutdatedDependency, OutdatedReport } from "../../app/vendor/outdated.ts";
import { outdated } from "../../app/vendor/outdated.ts";
import type { Block, Cell, SourceLines } from "../../report/index.ts";
import type { Run } from "../declaration.ts";
import { count } from "../phrase.ts";
import { selectionOf } from "../selection.ts";
import { upstreamWorld } from "../upstream-world.ts";
import { failureBlocks } from "./advice-blocks.ts";

export const run: Run = async (args, options, context) => {
  const { workspace, tree, config, root, folder } = await context.workspace();
  const units = select(
    workspace,
    selectionOf(args, options, { relative: context.relative, folder }),
  );
  const source = { tree, workspace, workspaceDependencies: config.workspaceDependencies };
  const report = await outdated({ units, source }, upstreamWorld(options, context, root));
  const lines = await context.sourceLines(report.findings.map(({ file }) => file));
  return { report, blocks: blocks(report, lines) };
};

const tones: Readonly<Record<Level, NonNullable<Cell["tone"]>>> = {
  patch: "good",
  minor: "warn",
  major: "bad",
};

function blocks(report: OutdatedReport, source: SourceLines): readonly Block[] {
  const { dependencies, findings, errors } = report;
  const behind = dependencies.filter(({ step }) => step !== null);
  const rows = behind.map(row);
  const dead = dependencies.filter(({ deprecated }) => deprecated);
  return [
    ...(rows.length === 0 ? [] : [table(rows)]),
    ...(findings.length === 0 ? [] : [{ kind: "findings" as const, findings, source }]),
    ...failureBlocks(errors.map(({ message, hint }) => ({ text: message, hint }))),
    ...dead.map(({ chart, name }): Block => {
      return { kind: "line", text: `${chart}: upstream has given up ${name}`, tone: "warn" };
    }),
    { kind: "line", text: total(report), tone: report.ok ? "good" : "bad" },
  ];
}

function table(rows: readonly (readonly (Cell | string)[])[]): Block {
  const head = ["chart", "dependency", "current", "in range", "patch", "minor", "latest"];
  return { kind: "table", head, rows };
}

function row(one: OutdatedDependency): readonly (Cell | string)[] {
  const { chart, name, alias, current, wanted, patch, minor, latest, step } = one;
  return [
    chart,
    alias === "" ? name : `${name} as ${alias}`,
    current ?? { text: "not locked", tone: "dim" },
    { text: wanted ?? "none", tone: wanted === current ? "dim" : "plain" },
    patch ?? "",
    minor === patch ? "" : (minor ?? ""),
    { text: latest ?? "", tone: step === null ? "plain" : tones[step] },
  ];
}

function total({ summary, errors, ok }: OutdatedReport): string {
  const { dependencies, outdated: behind } = summary;
  const missed = errors.length === 0 ? "" : `; ${count(errors.length, "look-up")} failed`;
  if (dependencies === 0) return `no upstream charts${missed}`;
  const what = `${count(dependencies, "upstream chart")}${missed}`;
  if (behind === 0) return ok ? `${what}, the newest of each` : what;
  return `${what}, ${behind} with newer versions; \`bp vendor --update NAME --level LEVEL\` takes them`;
}
