import { availableParallelism } from "node:os";
import { join } from "node:path";

import type { PackagePorts, PackageReport } from "../../app/package.ts";
import { archiveMaker, packageUnits } from "../../app/package.ts";
import { assertCharts } from "../../app/packed-unit.ts";
import { select } from "../../app/select.ts";
import type { Block } from "../../report/index.ts";
import { archiveWriter } from "../archive-writer.ts";
import type { Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import type { PoolOptions } from "../pack-pool.ts";
import { bytes, count } from "../phrase.ts";
import { selectionOf } from "../selection.ts";
import { packageCheck } from "./checks.ts";
import { measured, sizeBlocks } from "./package-size.ts";

export const run: Run = async (args, options, context) => {
  const why = flag(options, "whySize");
  const { workspace, tree, config, folder, root } = await context.workspace({ contents: why });
  const units = select(
    workspace,
    selectionOf(args, options, { relative: context.relative, folder }),
  );
  if (why) assertCharts(units, "--why-size");
  const target = { cwd: context.cwd, out: textOption(options, "out") ?? "." };
  const { spool } = context.ports;
  const here = archiveMaker(tree, { spool, write: archiveWriter(target) });
  const program = join(context.packageRoot, "dist", "pack-worker.cjs");
  const source = { tree, workspace, workspaceDependencies: config.workspaceDependencies };
  const packed = await withPool(units.length, (pool) => packageUnits(units, source, pool), {
    root,
    folder: target,
    program,
    here,
  });
  const report = why ? await measured(packed, units, source, { options, context }) : packed;
  return {
    report,
    blocks: [...blocks(report), ...sizeBlocks(report)],
    checks: report.packages.map(packageCheck),
  };
};

/** With fewer charts a thread takes longer to start than it saves. */
const chartsForThreads = 24;
const threadLimit = 8;

async function withPool<T>(
  charts: number,
  use: (pool: PackagePorts) => Promise<T>,
  options: Omit<PoolOptions, "threads">,
): Promise<T> {
  const threads = Math.min(availableParallelism(), threadLimit) - 1;
  if (charts < chartsForThreads || threads === 0) return use({ make: options.here, atOnce: 1 });
  const { packPool } = await import("../pack-pool.ts");
  const pool = packPool({ ...options, threads });
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}

function blocks({ packages, ok }: PackageReport): readonly Block[] {
  const made = packages.filter(({ file }) => file !== null);
  const failed = packages.flatMap(({ name, error }) =>
    error === undefined ? [] : [{ name, error }],
  );
  const notes = packages.flatMap(({ name, notes: said }) => said.map((note) => `${name}: ${note}`));
  return [
    {
      kind: "table",
      head: ["archive", "digest", "size"],
      rows: made.map(({ file, digest, size }) => [
        file ?? "",
        digest ?? "",
        { text: bytes(size), align: "right" },
      ]),
    },
    ...failed.map(({ name, error }): Block => {
      const help = error.hint === undefined ? "" : `\n  help: ${error.hint}`;
      return { kind: "line", text: `${name}: ${error.message}${help}`, tone: "bad" };
    }),
    ...(notes.length === 0
      ? []
      : [{ kind: "line" as const, text: notes.join("\n"), tone: "dim" as const }]),
    {
      kind: "line",
      text: `${count(made.length, "archive")}${failed.length === 0 ? "" : `, ${failed.length} failed`}`,
      tone: ok ? "good" : "bad",
    },
  ];
}
