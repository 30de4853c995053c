import { rm } from "node:fs/promises";
import { resolve } from "node:path";

import { saveBundle } from "../../app/bundle/save.ts";
import type { Run } from "../declaration.ts";
import { flag } from "../declaration.ts";
import { writeWhole } from "../write-whole.ts";
import { bundleBlocks, bundleCheck } from "./bundle-blocks.ts";
import { isTar } from "./bundle-path.ts";
import { notRunCheck } from "./checks.ts";
import { mirrorCheck } from "./mirror-blocks.ts";
import { askedSet, verifierOf } from "./mirror-input.ts";

export const run: Run = async ([archive = "", ...args], options, context) => {
  const path = resolve(context.cwd, archive);
  const tar = isTar(archive) ? path : undefined;
  const { set, own } = await askedSet(args, options, context);
  const plainHttp = flag(options, "fromPlainHttp");
  const network = await context.network({ ...options, plainHttp });
  const report = await saveBundle(
    {
      set,
      own,
      archive,
      tar,
      folder: tar === undefined ? path : `${path}.partial`,
      dryRun: flag(options, "dryRun"),
      concurrency: context.concurrency,
      interrupted: context.interrupted,
    },
    {
      emit: context.ports.emit,
      source: (target) => network.open(target, "pull"),
      verify: await verifierOf(options, context),
      write: (file, bytes) => writeWhole(file, bytes, archive),
      remove: (folder) => rm(folder, { recursive: true, force: true }),
    },
  );
  const source = await context.sourceLines(report.findings.map(({ file }) => file));
  const checks = [...report.artifacts.map(mirrorCheck), ...report.checked.map(bundleCheck)];
  return {
    report,
    blocks: bundleBlocks(report, source),
    checks: [...checks, ...report.summary.notRun.map(notRunCheck)],
  };
};
