import { select } from "../../app/select.ts";
import type { Level } from "../../app/vendor/level.ts";
import { levels } from "../../app/vendor/level.ts";
import type { Update } from "../../app/vendor/mode.ts";
import { vendor } from "../../app/vendor/vendor.ts";
import { BpError } from "../../model/error.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { selectionOf } from "../selection.ts";
import { upstreamWorld } from "../upstream-world.ts";
import { vendorBlocks } from "./vendor-blocks.ts";
import { vendorCheck } from "./vendor-check.ts";

export const run: Run = async (args, options, context) => {
  const update = updateOf(options);
  const { workspace, tree, config, root, folder } = await context.workspace();
  const units = select(
    workspace,
    selectionOf(args, options, { relative: context.relative, folder }),
  );
  const source = { tree, workspace, workspaceDependencies: config.workspaceDependencies };
  const frozen = flag(options, "frozen");
  const ports = upstreamWorld(options, context, root);
  const report = await vendor({ units, source, frozen, update }, ports);
  const lines = await context.sourceLines(report.findings.map(({ file }) => file));
  return {
    report,
    blocks: vendorBlocks(report, lines),
    checks: report.charts.map(vendorCheck),
  };
};

/** @throws BpError USAGE for options that contradict each other */
function updateOf(options: CommandOptions): Update | undefined {
  const level = levels.find((one): one is Level => one === textOption(options, "level"));
  const name = textOption(options, "update");
  const update = name !== undefined || flag(options, "update");
  if (!update && level === undefined) return undefined;
  if (!update) {
    throw new BpError("USAGE", "--level says how far --update may go, and goes with it", {
      hint: `bp vendor --update --level ${String(level)}`,
    });
  }
  if (flag(options, "frozen")) {
    throw new BpError("USAGE", "--frozen keeps the locks, --update writes them: choose one");
  }
  return { name, level };
}
