import { checkBundle } from "../../app/bundle/check.ts";
import type { Run } from "../declaration.ts";
import { bundleCheck, checkedBlocks } from "./bundle-blocks.ts";
import { openBundle } from "./bundle-path.ts";
import { verifierOf } from "./mirror-input.ts";

export const run: Run = async ([archive = ""], options, context) => {
  const layouts = await openBundle(archive, context.cwd);
  try {
    const verify = await verifierOf(options, context);
    const report = await checkBundle(layouts, archive, { emit: context.ports.emit, verify });
    return { report, blocks: checkedBlocks(report), checks: report.artifacts.map(bundleCheck) };
  } finally {
    await layouts.close();
  }
};
