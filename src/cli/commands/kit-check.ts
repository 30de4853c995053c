import { kitCheck } from "../../app/kit/check.ts";
import { selectKits } from "../../app/kit/select-kits.ts";
import type { Run } from "../declaration.ts";
import { notRunCheck } from "./checks.ts";
import { checkBlocks, isListed } from "./kit-check-blocks.ts";

export const run: Run = async (args, _options, context) => {
  const { workspace, folder } = await context.workspace({ contents: true });
  const selectors = args.map((selector) => context.relative(selector));
  const kits = selectKits(workspace, { selectors, folder });
  const report = kitCheck(workspace, kits, await context.rules());
  const framed = report.findings.filter((finding) => !isListed(finding));
  const source = await context.sourceLines(framed.map(({ file }) => file));
  return {
    report,
    blocks: checkBlocks(report, framed, source),
    checks: report.summary.notRun.map(notRunCheck),
  };
};
