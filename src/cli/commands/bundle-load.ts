import { loadBundle } from "../../app/bundle/load.ts";
import { parseTarget } from "../../model/reference.ts";
import type { Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { bundleBlocks, bundleCheck } from "./bundle-blocks.ts";
import { openBundle } from "./bundle-path.ts";
import { mirrorCheck } from "./mirror-blocks.ts";
import { verifierOf } from "./mirror-input.ts";

export const run: Run = async ([archive = ""], options, context) => {
  const to = parseTarget(textOption(options, "to") ?? "");
  const network = await context.network(options);
  const layouts = await openBundle(archive, context.cwd);
  try {
    const report = await loadBundle(
      {
        layouts,
        archive,
        to,
        dryRun: flag(options, "dryRun"),
        concurrency: context.concurrency,
        interrupted: context.interrupted,
      },
      {
        emit: context.ports.emit,
        store: (target) => network.open(target, "push"),
        verify: await verifierOf(options, context),
      },
    );
    const checks = [...report.checked.map(bundleCheck), ...report.artifacts.map(mirrorCheck)];
    return { report, blocks: bundleBlocks(report, () => undefined), checks };
  } finally {
    await layouts.close();
  }
};
