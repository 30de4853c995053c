import type { MatrixKind } from "../../app/affected/matrix.ts";
import { matrixKinds, matrixOutputs, matrixText } from "../../app/affected/matrix.ts";
import { BpError } from "../../model/error.ts";
import { affectedReport } from "../affected-report.ts";
import type { Context } from "../context.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { allowance } from "../number.ts";
import { fullCommit } from "../revision.ts";
import { affectedBase } from "./affected-base.ts";
import { affectedBlocks } from "./affected-blocks.ts";
import { mistakenSelector } from "./mistaken-base.ts";
import { shardOption } from "./shard-option.ts";

export const run: Run = async (args, options, context) => {
  const kind = matrixKind(options, context);
  const shard = shardOption(options, context);
  const wave = textOption(options, "wave");
  const head = await fullCommit(context, textOption(options, "head") ?? "HEAD");
  const { commit, tag, notes } = await affectedBase(head, options, context);
  const report = await affectedReport(
    {
      commit,
      tag,
      notes,
      head,
      within: args,
      withDependents: flag(options, "withDependents"),
      wave: wave === undefined ? undefined : allowance(wave, "--wave"),
      shard,
    },
    context,
  ).catch(async (error: unknown) => {
    throw await mistakenSelector(error, args, context);
  });
  return {
    report,
    blocks: affectedBlocks(report),
    outputs: matrixOutputs(report.blueprints),
    matrix: matrixText(report.blueprints, kind),
  };
};

/** The kind given, else that of the service that this runs on. @throws BpError USAGE */
function matrixKind(options: CommandOptions, { environment }: Context): MatrixKind {
  const given = textOption(options, "for");
  if (given === undefined) return environment["GITLAB_CI"] === "true" ? "gitlab" : "github";
  const kind = matrixKinds.find((one) => one === given);
  if (kind !== undefined) return kind;
  throw new BpError("USAGE", `unknown service ${JSON.stringify(given)}`, {
    hint: `--for takes ${matrixKinds.join(", ")}`,
  });
}
