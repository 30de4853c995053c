import { kitCheck } from "../../app/kit/check.ts";
import { selectKits } from "../../app/kit/select-kits.ts";
import { rulesSettings } from "../../app/rules-settings.ts";
import type { Run } from "../declaration.ts";
import { notRunCheck } from "./checks.ts";
import { checkBlocks, isListed } from "./kit-check-blocks.ts";

export const run: Run = async (args, _options, context) => {
  const config = await context.config();
  const { workspace, folder } = await context.workspace({ contents: true, surroundings: false });
  const selectors = args.map((selector) => context.relative(selector));
  const kits = selectKits(workspace, { selectors, folder });
  // Every rule is known where the configuration names some: a name that is none is told.
  const rules = config.lint.rules.size === 0 ? rulesSettings(config) : await context.rules();
  const report = kitCheck(workspace, kits, rules);
  const framed = report.findings.filter((finding) => !isListed(finding));
  const source = await context.sourceLines(framed.map(({ file }) => file));
  return {
    report,
    blocks: checkBlocks(report, framed, source),
    checks: report.summary.notRun.map(notRunCheck),
  };
};
