import { resolve } from "node:path";

import type { Planned } from "../../app/publish/planned.ts";
import { assertPlanned, plannedUnits, readPlan } from "../../app/publish/planned.ts";
import type { PublishInput } from "../../app/publish/publish-input.ts";
import type { PublishPorts } from "../../app/publish/publish-ports.ts";
import { publish } from "../../app/publish/publish.ts";
import type { PublishReport } from "../../app/publish/report.ts";
import type { Shard } from "../../app/publish/shard.ts";
import { select } from "../../app/select.ts";
import type { Digest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import type { Unit } from "../../model/workspace.ts";
import type { Context } from "../context.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { keepJournal, lastJournal } from "../publish-journal.ts";
import { givenText } from "../read-text.ts";
import { isGiven, selectionOf } from "../selection.ts";
import { artifactCheck, publishOutputs } from "./checks.ts";
import { imageSearch } from "./image-search.ts";
import { afterOf, tellOfPublish } from "./publish-after.ts";
import { publishBlocks } from "./publish-blocks.ts";
import { publishInput, publishPorts, publishTarget } from "./publish-setting.ts";
import { publishSigner } from "./publish-signer.ts";
import { shardOption } from "./shard-option.ts";
import { verifyCommand } from "./verify-command.ts";

const planLimit = 64 * 1024 * 1024;

export const run: Run = async (args, options, context) => {
  const after = afterOf(options);
  const asked = await askedFor(args, options, context);
  const { units, plan, to, shard } = asked;
  const dryRun = flag(options, "dryRun");
  const network = await context.network(options);
  const whole = {
    ...(await publishInput(units, to, context)),
    checkAll: flag(options, "checkAll"),
  };
  const ports = publishPorts(context, network, "push");
  if (plan !== undefined)
    assertPlanned(plan, (await publish({ ...whole, signer: undefined }, ports)).artifacts);
  const images = dryRun ? undefined : await imageSearch(options, context);
  const input = { ...whole, images, shard };
  const signer = dryRun ? undefined : await publishSigner(to, options, context, network);
  const started = ports.now();
  const report = await journalled(asked, context, { ...input, signer }, ports);
  const record =
    signer === undefined
      ? undefined
      : await tellOfPublish(
          after,
          { report, input: { ...input, signer }, ports, network, started },
          context,
        );
  return {
    report: record === undefined ? report : { ...report, record },
    blocks: publishBlocks(report, await verifyCommand(options, context, signer?.policy)),
    checks: report.artifacts.map(artifactCheck),
    outputs: publishOutputs(report, record),
  };
};

/** What is published where, as the command line or the journal of an earlier run says. */
interface Asked {
  readonly plan: readonly Planned[] | undefined;
  readonly units: readonly Unit[];
  /** As the user wrote it; undefined for the embedded layout. */
  readonly to: string | undefined;
  readonly shard: Shard | undefined;
  readonly done: ReadonlyMap<string, Digest>;
}

async function askedFor(
  args: readonly string[],
  options: CommandOptions,
  context: Context,
): Promise<Asked> {
  if (flag(options, "resume")) return resumed(args, options, context);
  const shard = shardOption(options, context);
  const plan = await planOf(args, options, context);
  const units = await unitsOf(plan, args, options, context);
  return { plan, units, to: await publishTarget(options, context), shard, done: new Map() };
}

/** @throws BpError USAGE where nothing is to be resumed, or something else is said beside it */
async function resumed(
  args: readonly string[],
  options: CommandOptions,
  context: Context,
): Promise<Asked> {
  const others = ["all", "affected", "withDependents", "withDependencies", "dryRun", "to", "plan"];
  if (args.length > 0 || others.some((name) => options[name] !== undefined))
    throw new BpError("USAGE", "--resume goes on with what the last publish was asked for", {
      hint: "leave the selection and the target out; how to sign is said anew",
    });
  const shard = shardOption(options, context);
  const { target, folders, done } = await lastJournal(shard, context);
  const { workspace } = await context.workspace();
  const known = new Map(workspace.units.map((unit) => [unit.folder, unit]));
  const units = folders.map((folder) => {
    const unit = known.get(folder);
    if (unit !== undefined) return unit;
    throw new BpError("USAGE", `${folder}, which was to be published, is not here any more`, {
      hint: "name what to publish: what is there already is found by its digest",
    });
  });
  return { plan: undefined, units, to: target ?? undefined, shard, done };
}

/** Publishes, and notes on the way what is done; nothing of a dry run. */
async function journalled(
  { units, to, shard, done }: Asked,
  context: Context,
  input: PublishInput,
  ports: PublishPorts,
): Promise<PublishReport> {
  if (input.signer === undefined) return publish(input, ports);
  const folders = units.map(({ folder }) => folder);
  const journal = await keepJournal({ target: to ?? null, folders }, { done, shard }, context);
  const report = await publish({ ...input, journal }, ports);
  await journal.end(report.ok);
  return report;
}

async function planOf(
  args: readonly string[],
  options: CommandOptions,
  context: Context,
): Promise<readonly Planned[] | undefined> {
  const file = textOption(options, "plan");
  if (file === undefined) return undefined;
  if (args.length > 0 || isGiven(options))
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
