import { foreignHosts } from "../../app/mirror/kit-repositories.ts";
import { mirror } from "../../app/mirror/mirror.ts";
import type { MirrorInput } from "../../app/mirror/mirror.ts";
import { place } from "../../app/mirror/placement.ts";
import { BpError } from "../../model/error.ts";
import { parseTarget } from "../../model/reference.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { notRunCheck } from "./checks.ts";
import { mirrorBlocks, mirrorCheck } from "./mirror-blocks.ts";
import { askedSet, twoNetworks, verifierOf } from "./mirror-input.ts";

export const run: Run = async (args, options, context) => {
  const mode = modeOf(options);
  const to = parseTarget(textOption(options, "to") ?? "");
  const { set, own, kits } = await askedSet(args, options, context);
  const strays = flag(options, "cutOver") ? [...foreignHosts(kits, to)] : [];
  const networks = await twoNetworks(options, context);
  const report = await mirror(
    {
      set: { ...set, findings: [...set.findings, ...strays] },
      placed: place(set.wanted, own, to),
      to,
      mode,
      concurrency: context.concurrency,
      interrupted: context.interrupted,
    },
    {
      emit: context.ports.emit,
      source: (target) => networks.from.open(target, "pull"),
      store: (target) => networks.to.open(target, mode === "check" ? "pull" : "push"),
      verify: await verifierOf(options, context),
    },
  );
  const { findings, summary } = report;
  const source = await context.sourceLines(findings.map(({ file }) => file));
  return {
    report,
    blocks: mirrorBlocks(report, source),
    checks: [...report.artifacts.map(mirrorCheck), ...summary.notRun.map(notRunCheck)],
  };
};

/** @throws BpError USAGE */
function modeOf(options: CommandOptions): MirrorInput["mode"] {
  const [check, plan] = [flag(options, "check"), flag(options, "dryRun")];
  if (check && plan) {
    throw new BpError("USAGE", "--check and --dry-run exclude each other", {
      hint: "--check asks the target, --dry-run asks nobody",
    });
  }
  if (flag(options, "cutOver") && !check) {
    throw new BpError("USAGE", "--cut-over goes with --check", {
      hint: "it holds the kits to the target, once all of it is there",
    });
  }
  return check ? "check" : plan ? "plan" : "copy";
}
