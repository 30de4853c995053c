import type { KitCheckReport } from "../../app/kit/kit-report.ts";
import type { Context } from "../context.ts";
import type { Run } from "../declaration.ts";
import type { Outcome } from "../outcome.ts";
import { today } from "../today.ts";
import { notRunCheck } from "./checks.ts";
import { checkBlocks, isListed } from "./kit-check-blocks.ts";

export const run: Run = async (args, _options, context) => {
  const selectors = args.map((selector) => context.relative(selector));
  const told = [today(context), ...selectors];
  const depth = { contents: true, surroundings: false };
  const report = await context.answer({ command: "kit check", told, depth }, async (loaded) => {
    const { checkedKits } = await import("./kit-checked.ts");
    return checkedKits(loaded, selectors, context);
  });
  return outcomeOf(report, context);
};

async function outcomeOf(report: KitCheckReport, context: Context): Promise<Outcome> {
  const framed = report.findings.filter((finding) => !isListed(finding));
  const source = await context.sourceLines(framed.map(({ file }) => file));
  return {
    report,
    blocks: checkBlocks(report, framed, source),
    checks: report.summary.notRun.map(notRunCheck),
  };
}
