import { resolve } from "node:path";

import type { Planned } from "../../app/publish/planned.ts";
import { assertPlanned, plannedUnits, readPlan } from "../../app/publish/planned.ts";
import { publish } from "../../app/publish/publish.ts";
import { select } from "../../app/select.ts";
import { BpError } from "../../model/error.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Context } from "../context.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { givenText } from "../read-text.ts";
import { selectionOf } from "../selection.ts";
import { artifactCheck, artifactOutput } from "./checks.ts";
import { publishBlocks } from "./publish-blocks.ts";
import { publishInput, publishPorts, publishTarget } from "./publish-setting.ts";
import { publishSigner } from "./publish-signer.ts";
import { verifyCommand } from "./verify-command.ts";

const planLimit = 64 * 1024 * 1024;

export const run: Run = async (args, options, context) => {
  const plan = await planOf(args, options, context);
  const units = await unitsOf(plan, args, options, context);
  const dryRun = flag(options, "dryRun");
  const to = await publishTarget(options, context);
  const network = await context.network(options);
  const input = {
    ...(await publishInput(units, to, context)),
    checkAll: flag(options, "checkAll"),
  };
  const ports = publishPorts(context, network, "push");
  if (plan !== undefined)
    assertPlanned(plan, (await publish({ ...input, signer: undefined }, ports)).artifacts);
  const signer = dryRun ? undefined : await publishSigner(to, options, context, network);
  const report = await publish({ ...input, signer }, ports);
  return {
    report,
    blocks: publishBlocks(report, await verifyCommand(options, context, signer?.policy)),
    checks: report.artifacts.map(artifactCheck),
    outputs: { artifacts: artifactOutput(report.artifacts) },
  };
};

async function planOf(
  args: readonly string[],
  options: CommandOptions,
  context: Context,
): Promise<readonly Planned[] | undefined> {
  const file = textOption(options, "plan");
  if (file === undefined) return undefined;
  if (args.length > 0 || flag(options, "all"))
    throw new BpError(
      "USAGE",
      "--plan says what is published: nothing else is selected beside it",
      {
        hint: "leave the selectors out, or plan them: bp plan publish SELECTOR -o json=FILE",
      },
    );
  const path = resolve(context.cwd, file);
  return readPlan(await givenText(path, { option: "--plan", limit: planLimit }), file);
}

async function unitsOf(
  plan: readonly Planned[] | undefined,
  args: readonly string[],
  options: CommandOptions,
  context: Context,
): Promise<readonly Unit[]> {
  const { workspace, folder } = await context.workspace();
  if (plan !== undefined) return plannedUnits(plan, workspace.units);
  return select(workspace, selectionOf(args, options, { relative: context.relative, folder }));
}
