import { join, resolve } from "node:path";

import { packageUnits } from "../../app/package.ts";
import type { PackageReport } from "../../app/package.ts";
import { select } from "../../app/select.ts";
import type { Block } from "../../report/index.ts";
import type { Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { bytes, count } from "../phrase.ts";
import { selectionOf } from "../selection.ts";
import { writeWhole } from "../write-whole.ts";
import { packageCheck } from "./checks.ts";
import { measured, sizeBlocks } from "./package-size.ts";

export const run: Run = async (args, options, context) => {
  const why = flag(options, "whySize");
  const { workspace, tree, config, folder } = await context.workspace({ contents: why });
  const units = select(
    workspace,
    selectionOf(args, options, { relative: context.relative, folder }),
  );
  const out = textOption(options, "out") ?? ".";
  const source = { tree, workspace, workspaceDependencies: config.workspaceDependencies };
  const packed = await packageUnits(units, source, {
    spool: context.ports.spool,
    write: async (name, content) => {
      const path = join(out, name);
      await writeWhole(resolve(context.cwd, path), content, path);
      return path;
    },
  });
  const report = why ? await measured(packed, units, source, { options, context }) : packed;
  return {
    report,
    blocks: [...blocks(report), ...sizeBlocks(report)],
    checks: report.packages.map(packageCheck),
  };
};

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
